package io.groundwatch.input.file;

import io.groundwatch.telemetry.SelfMetrics;
import java.util.concurrent.atomic.LongAdder;

/**
 * The file input's numbers about itself.
 *
 * @param lines taken, once a lane
 * @param bytes read, once a lane
 * @param pieces cut off lines that were too long
 * @param truncated lines whose rest was left out
 * @param repaired lines that were not valid UTF-8
 * @param unended events taken before their end, since nothing more came
 * @param filtered events that a filter held back
 * @param untimed events in which no time was found though a format is named
 * @param implausible events with a time that is old or ahead beyond belief
 * @param malformed lines of container logs that are not of the runtime's format
 * @param skippedNuls bytes of holes that were passed over
 * @param rewritten generations that were truncated or rewritten in place
 * @param lostBytes bytes known to have been cut away or deleted before they were read, once a lane
 * @param damagedCompressed compressed files that end too early, or are no longer what was written
 * @param lostGenerations rotated files known to have gone before they were read to their end
 */
record FileMetrics(
    LongAdder lines,
    LongAdder bytes,
    LongAdder pieces,
    LongAdder truncated,
    LongAdder repaired,
    LongAdder unended,
    LongAdder filtered,
    LongAdder untimed,
    LongAdder implausible,
    LongAdder malformed,
    LongAdder skippedNuls,
    LongAdder rewritten,
    LongAdder lostBytes,
    LongAdder damagedCompressed,
    LongAdder lostGenerations) {

  static FileMetrics in(SelfMetrics metrics) {
    return new FileMetrics(
        metrics.counter("agent_files_received_records_total"),
        metrics.counter("agent_files_received_bytes_total"),
        metrics.counter("agent_files_split_lines_total"),
        metrics.counter("agent_files_truncated_lines_total"),
        metrics.counter("agent_files_repaired_lines_total"),
        metrics.counter("agent_files_unended_events_total"),
        metrics.counter("agent_files_filtered_events_total"),
        metrics.counter("agent_files_untimed_events_total"),
        metrics.counter("agent_files_implausible_times_total"),
        metrics.counter("agent_files_malformed_lines_total"),
        metrics.counter("agent_files_skipped_nul_bytes_total"),
        metrics.counter("agent_files_rewritten_total"),
        metrics.counter("agent_files_lost_bytes_total"),
        metrics.counter("agent_files_damaged_compressed_total"),
        metrics.counter("agent_files_lost_generations_total"));
  }
}
