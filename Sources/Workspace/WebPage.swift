import CPosix

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a web address answers, fetched by `curl`, which has the certificates and proxies of the machine.
package enum WebPage {
  /// The largest page that is read, in bytes; as large as the largest file that is linted.
  package static let maximumSize = 256 << 20
  /// Longer addresses are nobody's, and would not pass through a pipe at once.
  private static let longestAddress = 8192

  /// Hands over each piece of the page in turn.
  ///
  /// - Parameters:
  ///   - headers: further headers of the request.
  ///   - limit: how many bytes are read. They are counted here, as `--max-filesize` knows only sizes that a server announces.
  /// - Throws: `WorkspaceError` when there is no curl, or the address gives no page or too large a one; curl itself says why.
  package static func read(
    _ address: String, headers: [String] = [], limit: Int = maximumSize, _ fileSystem: FileSystem = FileSystem(),
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    let name = shown(address)
    guard address.utf8.count <= longestAddress else {
      throw WorkspaceError(.unreachable, "\(name) is part of an address of more than \(longestAddress) bytes")
    }
    do {
      var input: [Int32] = [0, 0], output: [Int32] = [0, 0]
      try fileSystem.call(.open, name) { cposix_pipe(&input) }
      try fileSystem.call(.open, name) { cposix_pipe(&output) }
      defer { close(output[0]) }
      // The whole of it fits into the pipe, so that it is there before anybody reads and nothing waits.
      let configuration = Array(self.configuration(address, headers).utf8)
      write(input[1], configuration, configuration.count)
      close(input[1])
      defer { close(input[0]) }
      let child: pid_t?
      do {
        defer { close(output[1]) }
        child = ExternalProgram.spawn(["curl", "--disable", "--config", "-"], input: input[0], output: output[1])
      }
      guard let child else {
        throw WorkspaceError(
          .unreachable, "there is no `curl` to fetch \(name)", help: "install curl, or pipe the page into this command")
      }
      try receive(from: child, output[0], name, limit, fileSystem, body)
    } catch let error as SystemError {
      throw WorkspaceError(error)
    }
  }

  private static func receive(
    from child: pid_t, _ descriptor: Int32, _ name: String, _ limit: Int, _ fileSystem: FileSystem,
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    var status: Int32 = 0
    var count = 0
    do {
      try ByteStream.drain(descriptor, name, fileSystem) { piece in
        count += piece.count
        guard count <= limit else {
          throw WorkspaceError(.tooLarge, "the page of \(name) is larger than \(limit >> 20) MiB")
        }
        try body(piece)
      }
    } catch {
      // What only asks it to end may be blocked, as whoever started pharos wished.
      kill(child, SIGKILL)
      waitpid(child, &status, 0)
      throw error
    }
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else {
      throw WorkspaceError(.unreachable, "\(name) gives no page", help: "curl says above what it got instead")
    }
  }

  /// An address as messages name it, without what may be a secret: a user's name and password, parameters.
  package static func shown(_ address: String) -> String {
    var rest = address[...]
    if let end = rest.firstIndex(where: { $0 == "?" || $0 == "#" }) { rest = rest[..<end] }
    guard let scheme = rest.utf8.firstIndex(of: UInt8(ascii: ":")), rest[scheme...].hasPrefix("://") else {
      return String(rest)
    }
    let host = rest.index(scheme, offsetBy: 3)
    let path = rest[host...].firstIndex(of: "/") ?? rest.endIndex
    let start = rest[host..<path].lastIndex(of: "@").map { rest.index(after: $0) } ?? host
    return String(rest[..<host]) + rest[start...]
  }

  /// What curl reads from its standard input: arguments can be read by everybody on the machine, and an address can hold a password.
  ///
  /// Source of the format: `man curl`, `--config`.
  private static func configuration(_ address: String, _ headers: [String]) -> String {
    func quoted(_ text: String) -> String {
      var quoted = ""
      for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": quoted += "\\\(scalar)"
        case "\n": quoted += "\\n"
        case "\r": quoted += "\\r"
        default: quoted.unicodeScalars.append(scalar)
        }
      }
      return "\"\(quoted)\""
    }
    let options = [
      "fail", "silent", "show-error", "location", "globoff", "max-time = 60", "proto = \"=http,https\"",
      "proto-redir = \"=http,https\"",
    ]
    return (options + headers.map { "header = \(quoted($0))" } + ["url = \(quoted(address))", ""])
      .joined(separator: "\n")
  }
}
