import Documents

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Commands that runners of CI read out of the log of a job: `::error::…` at the beginning of a line, `##[error]…` anywhere in one.
///
/// Whoever may have a text shown in a log must not be able to give any. What the runners read:
/// <https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs>,
/// <https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands>,
/// <https://www.jetbrains.com/help/teamcity/service-messages.html>
enum WorkflowCommands {
  /// Whether this process runs where they are read.
  static var areRead: Bool {
    let marks: [String] = ["GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"]
    return marks.contains { name in getenv(name).map { $0.pointee != 0 } ?? false }
  }

  /// Whether a text may hold one.
  static func mayStand(in bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { $0.offset(of: "::") != nil || $0.offset(of: "##") != nil }
  }

  /// The same line with a backslash that keeps it from being one.
  static func disarmed(_ line: Substring) -> String {
    var line = String(line)
    let text = line.unicodeScalars.firstIndex { !$0.properties.isWhitespace } ?? line.endIndex
    if line[text...].utf8.starts(with: "::".utf8) { line.insert("\\", at: text) }
    return VisibleText.withoutMarks(line)
  }
}
