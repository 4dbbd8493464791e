package io.groundwatch.processor;

import io.groundwatch.telemetry.SelfMetrics;
import java.util.concurrent.atomic.LongAdder;

/**
 * The numbers of a lane's processors about themselves.
 *
 * @param masked events in which something was masked
 * @param parseErrors events that were not of the format, and passed as they were
 * @param untimed events without a time though a field or a format is named for it
 * @param limited events of which not all fitted into attributes
 * @param dropped events that {@code drop} held back
 * @param rateLimited events that {@code rate_limit} held back
 */
record ProcessorMetrics(
    LongAdder masked,
    LongAdder parseErrors,
    LongAdder untimed,
    LongAdder limited,
    LongAdder dropped,
    LongAdder rateLimited) {
  private static final String DROPPED = "agent_processor_dropped_records_total";

  static ProcessorMetrics in(SelfMetrics metrics, String lane) {
    return new ProcessorMetrics(
        metrics.counter("agent_processor_masked_records_total", "lane", lane),
        metrics.counter("agent_processor_parse_errors_total", "lane", lane),
        metrics.counter("agent_processor_untimed_records_total", "lane", lane),
        metrics.counter("agent_processor_limited_records_total", "lane", lane),
        metrics.counter(DROPPED, "lane", lane, "reason", "drop"),
        metrics.counter(DROPPED, "lane", lane, "reason", "rate_limit"));
  }
}
