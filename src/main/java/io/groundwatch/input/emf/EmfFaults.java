package io.groundwatch.input.emf;

import io.groundwatch.codec.EmfFault;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import java.util.function.Consumer;

/** Counts what is wrong with records by reason, and says each once a spell. One thread. */
final class EmfFaults implements Consumer<EmfFault> {
  private static final int MAX_SHOWN = 120;

  private final SelfMetrics metrics;
  private final ThrottledLog log;
  private byte[] bytes = new byte[0];
  private int start;
  private int end;

  EmfFaults(SelfMetrics metrics, ThrottledLog log) {
    this.metrics = metrics;
    this.log = log;
  }

  /** The record that is looked at. */
  void of(byte[] record, int offset, int length) {
    bytes = record;
    start = offset;
    end = offset + length;
  }

  /** Something is wrong with it. */
  @Override
  public void accept(EmfFault fault) {
    metrics.counter("agent_emf_faults_total", "reason", fault.key()).increment();
    StringBuilder shown = new StringBuilder();
    for (int i = start; i < Math.min(end, start + MAX_SHOWN); i++) {
      shown.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '.');
    }
    log.warn(
        fault.name(),
        "",
        "A record in the embedded metric format "
            + fault.text()
            + "; it goes on as a log line: "
            + shown);
  }
}
