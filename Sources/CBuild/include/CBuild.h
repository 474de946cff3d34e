// What a build knows of itself.

#ifndef PHAROS_C_BUILD_H
#define PHAROS_C_BUILD_H

/// The commit that the sources are of; empty where the build was not given one.
const char *pharos_build_commit(void);

#endif
