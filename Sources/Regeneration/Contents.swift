/// How what a file holds is made.
///
/// The files of a large stack are more than memory should hold. So each is made when it is compared, hashed or written, and let go.
package struct Contents: Sendable {
  private let make: @Sendable () throws -> [UInt8]

  package init(_ make: @escaping @Sendable () throws -> [UInt8]) { self.make = make }

  package init(_ bytes: [UInt8]) { make = { bytes } }

  /// Made anew each time.
  package var bytes: [UInt8] { get throws { try make() } }

  package var digest: Digest { get throws { Digest(of: try make()) } }
}
