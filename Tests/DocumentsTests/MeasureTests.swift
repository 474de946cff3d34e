import Documents
import Testing

struct MeasureTests {
  @Test(arguments: [
    ("1h30m", 5_400_000, "1h30m"), ("5d", 432_000_000, "5d"), ("2w", 1_209_600_000, "14d"),
    ("1y", 31_536_000_000, "365d"), ("0", 0, "0s"), ("500ms", 500, "500ms"),
  ])
  func durations(text: String, milliseconds: Int, printed: String) {
    #expect(PrometheusDuration(text)?.milliseconds == milliseconds)
    #expect(PrometheusDuration(text)?.description == printed)
  }

  @Test(arguments: ["", "5", "5 m", "m", "5x", "1m1h", "1h1h", "-5m", "1.5h", "99999999999d", "٣m"])
  func noDurations(text: String) { #expect(PrometheusDuration(text) == nil) }

  @Test(arguments: [
    ("127.0.0.1", true), ("0.0.0.0", true), ("[::1]", true), ("[::]", true), ("[2001:db8::192.0.2.1]", true),
    ("[1:2:3:4:5:6:7:8]", true), ("localhost", false), ("1d12h", false), ("256.1.1.1", false), ("1.2.3", false),
    ("01.2.3.4", false), ("::1", false), ("[1::2::3]", false), ("[1:2:3:4:5:6:7]", false), ("[12345::]", false),
    ("[1:2:3:4:5:6:7::8]", false), ("", false), ("127.0.0.1:80", false),
  ])
  func ipAddresses(text: String, isOne: Bool) { #expect(IPAddress.isValid(text) == isOne) }

  /// What would mean something where an address is written to is escaped; what cannot be one is none.
  @Test(arguments: [
    ("https://a.example/$b?c=(d)", "https://a.example/$b?c=(d)"),
    ("https://a.example/{{b}}|<c>`", "https://a.example/%7B%7Bb%7D%7D%7C%3Cc%3E%60"),
    ("https://a.example/%20", "https://a.example/%20"), ("https://a.example/%zz", nil), ("https://a.example/ ", nil),
    ("https://{a}/", nil), ("https://a.example/é", nil),
  ])
  func webAddresses(text: String, written: String?) { #expect(WebAddress(text)?.description == written) }

  /// Exact to the last digit: the reason for decimals.
  @Test func ratiosAreExact() {
    #expect(Ratio.parse("99.9%")?.digits == "0.999")
    #expect((1 - Ratio.parse("99.9%")!).digits == "0.001")
    #expect((Decimal(exactly: "14.4")! * (1 - Ratio.parse("99.95%")!)).digits == "0.0072")
    for text in ["99,9%", "99.9%x", "0x10", "1e3", "", "%", ".", "1.2.3", "NaN", "--1"] {
      #expect(Ratio.parse(text) == nil, Comment(rawValue: text))
    }
  }

  @Test(arguments: [
    ("10MB", 10_485_760, "10MB", "10m"), ("512KiB", 524_288, "512KB", "512k"), ("30G", 32_212_254_720, "30GB", "30g"),
    ("1.5KB", 1536, "1536B", "1536b"),
  ])
  func sizes(text: String, bytes: Int, prometheus: String, docker: String) {
    #expect(ByteSize(text)?.bytes == bytes)
    #expect(ByteSize(text)?.prometheus == prometheus)
    #expect(ByteSize(text)?.docker == docker)
  }

  @Test(
    arguments: [
      ("redis", nil, "redis", nil, nil), ("docker.io/library/redis:8", nil, "redis", "8", nil),
      ("index.docker.io/prom/prometheus:v3", nil, "prom/prometheus", "v3", nil),
      ("localhost/a", "localhost", "a", nil, nil), ("registry:5000/team/app", "registry:5000", "team/app", nil, nil),
      ("quay.io/a/b:1@sha256:0f", "quay.io", "a/b", "1", "sha256:0f"), ("a@sha256:0f", nil, "a", nil, "sha256:0f"),
      ("library/a/b", nil, "library/a/b", nil, nil), ("", nil, "", nil, nil),
    ] as [(String, String?, String, String?, String?)])
  func images(text: String, registry: String?, name: String, tag: String?, digest: String?) {
    let image = ImageReference(text)
    #expect(image.registry == registry && image.name == name && image.tag == tag && image.digest == digest, "\(image)")
  }

  @Test func placesOfImages() {
    let image = ImageReference("docker.io/library/redis:8")
    #expect(image.path == "library/redis" && image.shortName == "redis")
  }

  @Test func ratesAndRounding() {
    #expect(Rate("1000/s")?.perSecond.digits == "1000" && Rate("30/m")?.perSecond.digits == "0.5")
    #expect(["1000", "1/x", "-1/s", "1/s/s"].allSatisfy { Rate($0) == nil })
    #expect(
      Decimal(exactly: "14.44444")!.rounded(2).digits == "14.44" && Decimal(exactly: "0.995")!.rounded(2).digits == "1")
  }

  @Test(arguments: [
    ("app:8000", true), ("[::1]:9100", true), ("10.0.0.1:80", true), ("app", false), ("app:0", false),
    ("app:70000", false), ("a b:80", false), (":80", false), ("http://a:80", false),
  ])
  func addresses(text: String, isValid: Bool) { #expect((HostPort(text) != nil) == isValid) }

  @Test(arguments: [
    ("https://a.example/x?y=1", true), ("http://nginx:8080/stub_status", true), ("ftp://a", false),
    ("https://u:p@a", false), ("https://a b", false), ("a.example", false),
  ])
  func webAddresses(text: String, isValid: Bool) { #expect((WebAddress(text) != nil) == isValid) }

  @Test func spelling() {
    #expect(Spelling.nearest(to: "recievers", among: ["receivers", "routes"]) == "receivers")
    #expect(Spelling.nearest(to: "xyz", among: ["receivers", "routes"]) == nil)
  }

  /// Nobody reads a long list: the nearest three, and how many others there are.
  @Test func offersAFew() {
    let known = ["interval", "labels", "name", "path", "port"]
    #expect(Spelling.help(for: "prot", among: known) == "did you mean `port`?")
    #expect(Spelling.help(for: "tmp", among: known) == "known here: `name`, `path`, `port` and 2 more")
    #expect(Spelling.help(for: "tmp", among: ["path", "name"]) == "known here: `name`, `path`")
    #expect(Spelling.help(for: "tmp", among: [String]()) == nil)
  }
}
