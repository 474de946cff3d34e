import Workspace

/// Reads the lines of a file.
struct ReadLines {
  func callAsFunction(_ path: String) throws(CommandFailure) -> [String] {
    let bytes = try CommandFailure.translating { try TextFile.read(path) }
    var lines = String(decoding: bytes, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    // A line break at the end begins no line.
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map(String.init)
  }
}
