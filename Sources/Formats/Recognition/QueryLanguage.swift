/// What an expression of a rule is written in.
package enum QueryLanguage: Sendable {
  case promQL
  /// VictoriaMetrics' superset of PromQL: what PromQL takes is understood, the rest is let pass.
  case metricsQL
  /// Loki's: its brackets and quotes are looked at.
  case logQL
  /// Any other, such as Graphite's: its expressions are not checked.
  case other
}

extension QueryLanguage {
  /// The language that a text shows itself to be in, where it is not PromQL; nil where nothing shows.
  package init?(provenBy text: String) {
    if Self.isLogQL(text) {
      self = .logQL
    } else if Self.isMetricsQL(text) {
      self = .metricsQL
    } else {
      return nil
    }
  }

  /// A pipeline stands behind a selector, outside of strings: `{app="x"} |= "error"`, `{app="x"} | json`.
  private static func isLogQL(_ text: String) -> Bool {
    if text.includes("bytes_over_time(") || text.includes("bytes_rate(") { return true }
    let bytes = Array(text.utf8)
    var i = 0, previous: UInt8 = 0
    var hasSelector = false
    while i < bytes.count {
      switch bytes[i] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
        i = endOfString(bytes, i)
        previous = UInt8(ascii: "\"")
      case 0x20, 0x09, 0x0A, 0x0D: break
      case UInt8(ascii: "|"), UInt8(ascii: "!"):
        let next = i + 1 < bytes.count ? bytes[i + 1] : 0
        let isFilter = [UInt8(ascii: "="), UInt8(ascii: "~"), UInt8(ascii: ">")].contains(next)
        // PromQL has no pipe; `!=` behind a brace could be its comparison, but for a string on the other side.
        if bytes[i] == UInt8(ascii: "|") || previous == UInt8(ascii: "}") && isFilter && isBeforeString(bytes, i + 2) {
          return hasSelector && (previous == UInt8(ascii: "}") || previous == UInt8(ascii: "\""))
        }
        previous = bytes[i]
      default:
        previous = bytes[i]
        hasSelector = hasSelector || bytes[i] == UInt8(ascii: "}")
      }
      i += 1
    }
    return false
  }

  private static func isBeforeString(_ bytes: [UInt8], _ start: Int) -> Bool {
    let next = bytes[min(start, bytes.count)...].first { $0 > 0x20 }
    return next == UInt8(ascii: "\"") || next == UInt8(ascii: "`")
  }

  /// The place of the closing quote.
  private static func endOfString(_ bytes: [UInt8], _ start: Int) -> Int {
    var i = start + 1
    while i < bytes.count, bytes[i] != bytes[start] {
      i += bytes[i] == UInt8(ascii: "\\") && bytes[start] != UInt8(ascii: "`") ? 2 : 1
    }
    return i
  }

  /// A word that only MetricsQL has stands where a function or an operator can.
  private static func isMetricsQL(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var i = 0
    var isInBraces = false
    while i < bytes.count {
      switch bytes[i] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): i = endOfString(bytes, i)
      case UInt8(ascii: "{"): isInBraces = true
      case UInt8(ascii: "}"): isInBraces = false
      case let byte where byte.isLetter && !isInBraces:
        let end = bytes[i...].firstIndex { !($0.isLetter || $0.isDigit || "_:.".utf8.contains($0)) } ?? bytes.count
        let word = String(decoding: bytes[i..<end], as: UTF8.self)
        let next = bytes[end...].first { $0 > 0x20 }, before = bytes[..<i].last { $0 > 0x20 }
        let isInList = [before, next].contains { $0 == UInt8(ascii: ",") } || next == UInt8(ascii: ")")
        if metricsQLWords.contains(word), !isInList { return true }
        if next == UInt8(ascii: "("), metricsQLFunctions.contains(word.lowercased()) { return true }
        i = end - 1
      default: break
      }
      i += 1
    }
    return false
  }

  private static let metricsQLWords: Set<String> = ["keep_metric_names", "if", "ifnot", "default", "limit", "WITH"]

  /// Functions and aggregations that PromQL does not have.
  /// Source: VictoriaMetrics/metricsql at cc09923, rollup.go, transform.go and aggr.go.
  private static let metricsQLFunctions = Set(
    """
    aggr_over_time ascent_over_time changes_prometheus count_eq_over_time count_gt_over_time count_le_over_time \
    count_ne_over_time count_values_over_time decreases_over_time default_rollup delta_prometheus deriv_fast \
    descent_over_time distinct_over_time duration_over_time geomean_over_time histogram_over_time \
    hoeffding_bound_lower hoeffding_bound_upper ideriv increase_prometheus increase_pure increases_over_time integrate \
    lag lifetime median_over_time mode_over_time outlier_iqr_over_time quantiles_over_time range_over_time \
    rate_prometheus rate_over_sum rollup rollup_candlestick rollup_delta rollup_deriv rollup_increase rollup_rate \
    rollup_scrape_interval scrape_interval share_gt_over_time share_le_over_time share_eq_over_time \
    stale_samples_over_time sum_eq_over_time sum_gt_over_time sum_le_over_time sum2_over_time tfirst_over_time \
    timestamp_with_name tlast_change_over_time tlast_over_time tmax_over_time tmin_over_time zscore_over_time \
    bitmap_and bitmap_or bitmap_xor buckets_limit drop_common_labels drop_empty_series interpolate keep_last_value \
    keep_next_value histogram_share label_copy label_del label_graphite_group label_keep label_lowercase label_map \
    label_match label_mismatch label_move label_set label_transform label_uppercase label_value labels_equal \
    limit_offset now prometheus_buckets rand rand_exponential rand_normal range_avg range_first range_last \
    range_linear_regression range_mad range_max range_median range_min range_normalize range_quantile range_stddev \
    range_stdvar range_sum range_trim_outliers range_trim_spikes range_trim_zscore range_zscore remove_resets \
    running_avg running_max running_min running_sum smooth_exponential sort_by_label_numeric \
    sort_by_label_numeric_desc timezone_offset union any bottomk_avg bottomk_max bottomk_median bottomk_last \
    bottomk_min distinct geomean histogram mad median mode outliers_iqr outliers_mad outliersk quantiles share sum2 \
    topk_avg topk_max topk_median topk_last topk_min zscore
    """.split(separator: " ").map(String.init))
}
