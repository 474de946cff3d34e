import Foundation

/// A web server on a free port of this machine, until it is let go of.
package final class WebServer {
  private let process = Process()
  /// `http://127.0.0.1:PORT`.
  package let address: String

  /// One that serves the files of a folder.
  package convenience init(in folder: URL) throws {
    try self.init(handler: "handler = http.server.SimpleHTTPRequestHandler", folder)
  }

  /// One that answers every request with some lines of Python, in a method of a `BaseHTTPRequestHandler`.
  package convenience init(_ answer: String) throws {
    let lines = answer.split(separator: "\n").map { "        \($0)\n" }.joined()
    try self.init(
      handler: """
        class handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def do_GET(self):
        \(lines)
        """, nil)
  }

  private init(handler: String, _ folder: URL?) throws {
    let ready = Pipe()
    process.executableURL = URL(filePath: Tool.python)
    process.currentDirectoryURL = folder
    process.arguments = [
      "-c",
      """
      import http.server
      \(handler)
      server = http.server.HTTPServer(("127.0.0.1", 0), handler)
      print(server.server_port, flush=True)
      server.serve_forever()
      """,
    ]
    process.standardOutput = ready
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: ready.fileHandleForReading.availableData, as: UTF8.self)
    address = "http://127.0.0.1:\(line.trimmingCharacters(in: .whitespacesAndNewlines))"
  }

  deinit { kill(process.processIdentifier, SIGKILL) }
}
