import Support
import Testing

@testable import Workspace

struct WebPageTests {
  /// A server need not say how long its answer is, and may never end it.
  @Test func aPageWithoutEndIsCutOff() throws {
    let server = try WebServer(
      """
      self.send_response(200)
      self.send_header("Transfer-Encoding", "chunked")
      self.end_headers()
      while True: self.wfile.write(b"1000\\r\\n" + b"#" * 4096 + b"\\r\\n")
      """)
    var read = 0
    let error = workspaceError { try WebPage.read(server.address, limit: 2 << 20) { read += $0.count } }
    #expect(error?.kind == .tooLarge)
    #expect(error?.message == "the page of \(server.address) is larger than 2 MiB")
    #expect(read > 0 && read <= 2 << 20)
  }

  @Test(
    arguments: [
      ("http://a:b@host/x?k=v#f", "http://host/x"), ("http://a@b@host", "http://host"),
      ("http://host/@x", "http://host/@x"),
      ("https://[::1]:9/p", "https://[::1]:9/p"), ("http://host?u=http://a:b@c", "http://host"),
    ])
  func addressesAreShownWithoutSecrets(address: String, shown: String) {
    #expect(WebPage.shown(address) == shown)
  }
}
