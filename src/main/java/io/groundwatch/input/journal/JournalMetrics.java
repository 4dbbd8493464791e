package io.groundwatch.input.journal;

import io.groundwatch.telemetry.SelfMetrics;
import java.util.concurrent.atomic.LongAdder;

/**
 * The journal input's numbers about itself.
 *
 * @param records taken, once a lane
 * @param bytes of their messages, once a lane
 * @param pieces cut off messages that were too long
 * @param truncated messages of which the end was dropped, since they were far too long
 * @param repaired messages that were not valid UTF-8
 * @param filtered records that a filter held back
 * @param own records of the agent itself, which are passed over
 * @param empty entries without a message, which are passed over
 * @param starts of journalctl
 * @param gaps times that the entry was gone at which reading was to go on
 */
record JournalMetrics(
    LongAdder records,
    LongAdder bytes,
    LongAdder pieces,
    LongAdder truncated,
    LongAdder repaired,
    LongAdder filtered,
    LongAdder own,
    LongAdder empty,
    LongAdder starts,
    LongAdder gaps) {

  static JournalMetrics in(SelfMetrics metrics) {
    return new JournalMetrics(
        metrics.counter("agent_journal_received_records_total"),
        metrics.counter("agent_journal_received_bytes_total"),
        metrics.counter("agent_journal_split_records_total"),
        metrics.counter("agent_journal_truncated_records_total"),
        metrics.counter("agent_journal_repaired_records_total"),
        metrics.counter("agent_journal_filtered_records_total"),
        metrics.counter("agent_journal_own_records_total"),
        metrics.counter("agent_journal_empty_records_total"),
        metrics.counter("agent_journal_starts_total"),
        metrics.counter("agent_journal_gaps_total"));
  }
}
