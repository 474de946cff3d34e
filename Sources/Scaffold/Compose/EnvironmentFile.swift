import Documents
import Formats

/// The variables of a `.env` file.
///
/// <https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax>
enum EnvironmentFile {
  /// - Parameter known: variables that are set already, which values may name; later lines see the earlier ones.
  static func read(_ bytes: [UInt8], known: [String: String] = [:]) -> [String: String] {
    var variables = known, own: Set<String> = []
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      var line = String(line).trimmed()
      if line.hasPrefix("export ") { line = String(line.dropFirst(7)).trimmed() }
      guard !line.hasPrefix("#"), let equals = line.firstIndex(of: "=") else { continue }
      let name = String(line[..<equals]).trimmed()
      variables[name] = value(String(line[line.index(after: equals)...]).trimmed(), variables)
      own.insert(name)
    }
    return variables.filter { own.contains($0.key) }
  }

  private static func value(_ text: String, _ variables: [String: String]) -> String {
    if let quote = text.first, quote == "'" || quote == "\"" {
      let inner = text.dropFirst().prefix { $0 != quote }
      return quote == "'" ? String(inner) : Interpolation.filled(String(inner), with: variables)
    }
    // A comment begins behind a blank.
    let end = text.firstRange(of: " #")?.lowerBound ?? text.endIndex
    return Interpolation.filled(String(text[..<end]).trimmed(), with: variables)
  }
}
