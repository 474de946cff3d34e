import ArgumentParser
import Documents

/// How findings are written, one file each beside this one.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json

  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// - Parameter files: how many were looked at.
  func render(_ findings: [Finding], files: Int) -> String {
    switch self {
    case .text:
      findings.isEmpty
        ? "no findings in \(files) file\(files == 1 ? "" : "s")"
        : TextReport.render(findings, isColored: Console.isColored(1))
    case .json: JSONReport.render(findings, files: files)
    }
  }
}
