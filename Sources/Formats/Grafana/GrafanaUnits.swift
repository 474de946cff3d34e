/// The units that Grafana knows.
package enum GrafanaUnits {
  /// Ids, from <https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts>.
  package static let known: Set<String> = Set(
    """
    none string short percent percentunit humidity dB hex0x hex sci locale pixel accMS2 accFS2 accG degree radian \
    grad arcmin arcsec areaM2 areaF2 areaMI2 flops mflops gflops tflops pflops eflops zflops yflops ppm conppb \
    conngm3 conngNm3 conμgm3 conμgNm3 conmgm3 conmgNm3 congm3 congNm3 conmgdL conmmolL currencyUSD currencyGBP \
    currencyEUR currencyJPY currencyRUB currencyUAH currencyBRL currencyDKK currencyISK currencyNOK currencySEK \
    currencyCZK currencyCHF currencyPLN currencyBTC currencymBTC currencyμBTC currencyZAR currencyINR currencyKRW \
    currencyIDR currencyPHP currencyVND currencyTRY currencyMYR currencyXPF currencyBGN currencyPYG currencyUYU \
    currencyILS bytes decbytes bits decbits kbytes deckbytes mbytes decmbytes gbytes decgbytes tbytes dectbytes \
    pbytes decpbytes pps binBps Bps binbps bps KiBs Kibits KBs Kbits MiBs Mibits MBs Mbits GiBs Gibits GBs Gbits \
    TiBs Tibits TBs Tbits PiBs Pibits PBs Pbits dateTimeAsIso dateTimeAsIsoNoDateIfToday dateTimeAsUS \
    dateTimeAsUSNoDateIfToday dateTimeAsLocal dateTimeAsLocalNoDateIfToday dateTimeAsSystem dateTimeFromNow watt \
    kwatt megwatt gwatt mwatt Wm2 voltamp kvoltamp voltampreact kvoltampreact watth watthperkg kwatth kwattm amph \
    kamph mamph joule ev amp kamp mamp volt kvolt mvolt dBm ohm kohm Mohm farad µfarad nfarad pfarad ffarad henry \
    mhenry µhenry lumens flowgpm flowcms flowcfs flowcfm litreh flowlpm flowmlpm lux forceNm forcekNm forceN forcekN \
    Hs KHs MHs GHs THs PHs EHs massmg massg masslb masskg masst lengthmm lengthin lengthft lengthm lengthkm lengthmi \
    pressurembar pressurebar pressurekbar pressurepa pressurehpa pressurekpa pressurehg pressurepsi radbq radci \
    radgy radrad radsv radmsv radusv radrem radexpckg radr radsvh radmsvh radusvh rotrpm rothz rotrads rotdegs \
    celsius fahrenheit kelvin hertz ns µs ms s m h d dtdurationms dtdurations dthms dtdhms timeticks clockms clocks \
    cps ops reqps rps wps iops cpm opm rpm wpm mps mpm eps recps rowsps epm recpm rowspm velocityms velocitykmh \
    velocitymph velocityknot mlitre litre m3 Nm3 dm3 gallons bool bool_yes_no bool_on_off
    """.split(separator: " ").map(String.init))

  /// What is in front of the colon of units that people make up, `suffix:req`.
  private static let customForms = ["prefix", "suffix", "time", "si", "count", "currency", "bool"]

  /// Whether it is written as one that people make up.
  package static func isCustom(_ unit: String) -> Bool {
    customForms.contains { unit.hasPrefix($0 + ":") }
  }

  /// Words that people write for a unit whose id is another.
  private static let words: [String: String] = [
    "second": "s", "seconds": "s", "sec": "s", "secs": "s", "millisecond": "ms", "milliseconds": "ms", "msec": "ms",
    "microseconds": "µs", "us": "µs", "nanoseconds": "ns", "minutes": "m", "min": "m", "hours": "h", "days": "d",
    "byte": "bytes", "B": "bytes", "bytes/s": "Bps", "bytes/sec": "Bps", "Bps/s": "Bps", "bits/s": "bps",
    "bits/sec": "bps", "bit": "bits", "megabytes": "decmbytes", "kilobytes": "deckbytes", "gigabytes": "decgbytes",
    "percentage": "percent", "percents": "percent", "ratio": "percentunit", "req/s": "reqps",
    "req/sec": "reqps", "requests/s": "reqps", "requests/sec": "reqps", "rqps": "reqps", "rps/s": "reqps",
    "ops/s": "ops", "ops/sec": "ops", "op/s": "ops", "packets/s": "pps", "packets/sec": "pps", "count": "short",
    "number": "none", "int": "none", "integer": "none", "boolean": "bool", "C": "celsius", "°C": "celsius",
    "Hz": "hertz",
    "W": "watt", "V": "volt", "A": "amp", "Misc": "none", "Short": "short",
  ]

  /// The id that was meant by something that is none: a word for it, or its letters in another case.
  package static func meant(by unit: String) -> String? {
    if known.contains(unit) || isCustom(unit) { return nil }
    if let word = words[unit] ?? words[unit.lowercased()] { return word }
    let lowercased = unit.lowercased()
    return known.filter { $0.lowercased() == lowercased }.min()
  }
}
