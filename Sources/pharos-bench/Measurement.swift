import Foundation

/// How long one piece of work took, in seconds.
struct Times {
  let wall: Double
  /// User and system time of all threads.
  let cpu: Double

  init(_ work: () throws -> Void) rethrows {
    let start = clock()
    let wall = try ContinuousClock().measure(work)
    cpu = Double(clock() - start) / Double(CLOCKS_PER_SEC)
    self.wall = wall / .seconds(1)
  }
}

/// What is printed of a piece of work that was done several times.
struct Measurement: Encodable {
  let name: String
  let wall: Double
  let cpu: Double
  let bytes: Int
  /// Wall time in that of the piece before.
  var ratio: Double?

  /// Medians of what was measured.
  init(_ name: String, bytes: Int, times: [Times]) {
    (self.name, self.bytes) = (name, bytes)
    wall = times.map(\.wall).sorted()[times.count / 2]
    cpu = times.map(\.cpu).sorted()[times.count / 2]
  }

  func print() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    Swift.print(String(decoding: try encoder.encode(self), as: UTF8.self))
  }
}

/// Two pieces of work in turn, so that a change in the machine's speed meets both.
struct Duel {
  let rounds: Int

  func run(
    _ peer: String, bytes peerBytes: Int, _ peerWork: () -> Void, _ ours: String, bytes ourBytes: Int,
    _ ourWork: () -> Void
  ) throws {
    var peerTimes: [Times] = [], ourTimes: [Times] = []
    for _ in 0..<rounds {
      peerTimes.append(Times(peerWork))
      ourTimes.append(Times(ourWork))
    }
    let first = Measurement(peer, bytes: peerBytes, times: peerTimes)
    var second = Measurement(ours, bytes: ourBytes, times: ourTimes)
    second.ratio = second.wall / first.wall
    try first.print()
    try second.print()
  }
}
