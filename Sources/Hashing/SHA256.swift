/// SHA-256 of FIPS 180-4. Our own, because a cryptography package would triple the build for this one function.
package enum SHA256 {
  /// The 32 bytes of the digest.
  package static func hash(_ message: [UInt8]) -> [UInt8] {
    var state: [UInt32] = [
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    // The whole blocks are read where they lie; the rest is padded with a bit, zeros and the length in bits.
    let whole = message.count / 64 * 64
    var tail = Array(message[whole...])
    tail.append(0x80)
    while tail.count % 64 != 56 { tail.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: (UInt64(message.count) * 8) >> UInt64(shift)))
    }
    message.withUnsafeBufferPointer { compress($0, count: whole, into: &state) }
    tail.withUnsafeBufferPointer { compress($0, count: $0.count, into: &state) }
    return state.flatMap { word in
      stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
    }
  }

  // Plain loops over pointers: ranges and tuples make it ten times slower without the optimizer, in every test.
  private static func compress(_ bytes: UnsafeBufferPointer<UInt8>, count: Int, into state: inout [UInt32]) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { buffer in
      let words = buffer.baseAddress!
      roundConstants.withUnsafeBufferPointer { buffer in
        let constants = buffer.baseAddress!
        var next = UnsafeRawPointer(bytes.baseAddress)
        var rest = count
        while rest > 0, let block = next {
          var i = 0
          while i < 16 {
            words[i] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: i &* 4, as: UInt32.self))
            i &+= 1
          }
          while i < 64 {
            let x = words[i &- 15], y = words[i &- 2]
            let s0 = (x &>> 7 | x &<< 25) ^ (x &>> 18 | x &<< 14) ^ (x &>> 3)
            let s1 = (y &>> 17 | y &<< 15) ^ (y &>> 19 | y &<< 13) ^ (y &>> 10)
            words[i] = words[i &- 16] &+ s0 &+ words[i &- 7] &+ s1
            i &+= 1
          }
          var a = state[0], b = state[1], c = state[2], d = state[3]
          var e = state[4], f = state[5], g = state[6], h = state[7]
          i = 0
          // Eight rounds at a time, after which each variable is back in its role: nothing has to be moved.
          while i < 64 {
            round(a, b, c, &d, e, f, g, &h, constants[i] &+ words[i])
            round(h, a, b, &c, d, e, f, &g, constants[i &+ 1] &+ words[i &+ 1])
            round(g, h, a, &b, c, d, e, &f, constants[i &+ 2] &+ words[i &+ 2])
            round(f, g, h, &a, b, c, d, &e, constants[i &+ 3] &+ words[i &+ 3])
            round(e, f, g, &h, a, b, c, &d, constants[i &+ 4] &+ words[i &+ 4])
            round(d, e, f, &g, h, a, b, &c, constants[i &+ 5] &+ words[i &+ 5])
            round(c, d, e, &f, g, h, a, &b, constants[i &+ 6] &+ words[i &+ 6])
            round(b, c, d, &e, f, g, h, &a, constants[i &+ 7] &+ words[i &+ 7])
            i &+= 8
          }
          state[0] &+= a; state[1] &+= b; state[2] &+= c; state[3] &+= d
          state[4] &+= e; state[5] &+= f; state[6] &+= g; state[7] &+= h
          next = block + 64
          rest &-= 64
        }
      }
    }
  }

  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32,
    _ word: UInt32
  ) {
    let s1 = (e &>> 6 | e &<< 26) ^ (e &>> 11 | e &<< 21) ^ (e &>> 25 | e &<< 7)
    let s0 = (a &>> 2 | a &<< 30) ^ (a &>> 13 | a &<< 19) ^ (a &>> 22 | a &<< 10)
    let t1 = h &+ s1 &+ (g ^ (e & (f ^ g))) &+ word
    d = d &+ t1
    h = t1 &+ s0 &+ ((a & b) | (c & (a | b)))
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let roundConstants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
