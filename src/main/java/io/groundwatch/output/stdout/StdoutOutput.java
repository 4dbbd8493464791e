package io.groundwatch.output.stdout;

import io.groundwatch.codec.Payloads;
import io.groundwatch.model.Compression;
import io.groundwatch.model.RecordRange;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * Writes records to standard output, one NDJSON line each, and a part by one call. Lane thread; it
 * waits where the reader of a pipe does.
 */
public final class StdoutOutput implements Output {
  private final OutputStream out;

  /**
   * Writes to {@code out}, which stays open. It must report errors, which a {@link
   * java.io.PrintStream} does not; and where lanes share it, it must keep calls apart, as a {@link
   * java.io.BufferedOutputStream} does, or their lines mix.
   */
  public StdoutOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void send(StoredBatch batch, RecordRange range, Consumer<Outcome> completion) {
    completion.accept(write(batch, range));
  }

  /** Leaves the stream open: it is the process's. */
  @Override
  public void close() {}

  private Outcome write(StoredBatch batch, RecordRange range) {
    byte[] lines;
    try {
      lines = Payloads.slice(batch, range, Compression.NONE);
    } catch (IOException e) {
      return new Outcome.Held("Batch " + batch.id() + " is damaged: " + e.getMessage());
    }
    try {
      out.write(lines);
      out.flush();
      return new Outcome.Delivered();
    } catch (IOException e) {
      return new Outcome.Held(
          "standard output is closed or cannot be written: "
              + e.getMessage()
              + ". Start the agent again where somebody reads it.");
    }
  }
}
