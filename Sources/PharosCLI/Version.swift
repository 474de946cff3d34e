import CBuild

/// Which pharos this is.
package enum Version {
  /// What manifests name.
  package static let text = "0.1.0"

  /// What `pharos --version` says: the version and how it was built, on one line.
  package static let facts: String = {
    let commit = String(cString: pharos_build_commit())
    let origin = commit.isEmpty ? "" : "commit \(commit.prefix(12)), "
    return "\(text) (\(origin)Swift \(compiler), \(architecture)-\(system))"
  }()

  private static let compiler: String = {
    #if compiler(>=6.4)
      "6.4 or later"
    #elseif compiler(>=6.3)
      "6.3"
    #elseif compiler(>=6.2)
      "6.2"
    #else
      "6.1"
    #endif
  }()

  private static let architecture: String = {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "arm64"
    #else
      "unknown"
    #endif
  }()

  private static let system: String = {
    #if os(Linux)
      "linux"
    #elseif os(macOS)
      "macos"
    #else
      "unknown"
    #endif
  }()
}
