package io.groundwatch.input.file;

import io.groundwatch.telemetry.SelfMetrics;
import java.util.concurrent.atomic.LongAdder;

/**
 * The file input's numbers about itself.
 *
 * @param lines taken, once a lane
 * @param bytes read, once a lane
 * @param pieces cut off lines that were too long
 * @param repaired lines that were not valid UTF-8
 * @param rewritten generations that were truncated or rewritten in place
 * @param lostBytes bytes known to have been cut away before they were read
 */
record FileMetrics(
    LongAdder lines,
    LongAdder bytes,
    LongAdder pieces,
    LongAdder repaired,
    LongAdder rewritten,
    LongAdder lostBytes) {

  static FileMetrics in(SelfMetrics metrics) {
    return new FileMetrics(
        metrics.counter("agent_files_received_records_total"),
        metrics.counter("agent_files_received_bytes_total"),
        metrics.counter("agent_files_split_lines_total"),
        metrics.counter("agent_files_repaired_lines_total"),
        metrics.counter("agent_files_rewritten_total"),
        metrics.counter("agent_files_lost_bytes_total"));
  }
}
