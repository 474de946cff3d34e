#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds the spec where none is named.
enum SpecSearch {
  /// `pharos.yml` in the working folder or the nearest parent that has one, as a path relative to the working folder.
  static func nearest() -> String? {
    guard let folder = getcwd(nil, 0) else { return nil }
    defer { free(folder) }
    let depth = String(cString: folder).split(separator: "/").count
    return (0...depth).lazy.map { String(repeating: "../", count: $0) + "pharos.yml" }.first { access($0, R_OK) == 0 }
  }
}
