#include "CBuild.h"

// Package.swift passes it on from the environment. One C file knows it, so that another commit compiles nothing else anew.
#ifndef PHAROS_COMMIT
#define PHAROS_COMMIT ""
#endif

const char *pharos_build_commit(void) { return PHAROS_COMMIT; }
