/// How a command ends, for the shell and for CI.
package enum ExitStatus: Int32 {
  case success = 0
  /// The answer is no: findings, or drift.
  case no = 1
  /// The work could not be done: bad flag, missing file, invalid spec.
  case cannot = 2
  /// A defect in pharos.
  case defect = 70
}
