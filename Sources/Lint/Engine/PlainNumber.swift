/// A number as people write it, to six significant digits.
func plain(_ value: Double) -> String {
  if value == 0 { return "0" }
  guard value.isFinite else { return "\(value)" }
  var scale = 1.0
  while abs(value) * scale < 100_000 { scale *= 10 }
  let text = "\((value * scale).rounded() / scale)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
