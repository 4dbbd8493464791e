package io.groundwatch.output;

import io.groundwatch.model.RecordRange;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import io.groundwatch.runtime.FileFailure;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An output that is opened by the first send, since what it needs has to be asked for over the
 * network. The agent starts and stores without it. Lane thread; the opening runs where it may wait.
 */
public final class LateOutput implements Output {
  private final Opening opening;
  private final Executor aside;
  private final AtomicReference<@Nullable Output> opened = new AtomicReference<>();
  private volatile boolean closed;

  /** Opens an output; may wait. */
  @FunctionalInterface
  public interface Opening {
    /**
     * The output.
     *
     * @throws IOException where it cannot be opened yet; its text says why and what to do
     */
    Output open() throws IOException;
  }

  /** Opens by {@code aside}. */
  public LateOutput(Opening opening, Executor aside) {
    this.opening = opening;
    this.aside = aside;
  }

  @Override
  public void send(StoredBatch batch, RecordRange range, Consumer<Outcome> completion) {
    Output output = opened.get();
    if (output != null) {
      output.send(batch, range, completion);
      return;
    }
    try {
      aside.execute(() -> openAndSend(batch, range, completion));
    } catch (RejectedExecutionException e) {
      completion.accept(new Outcome.Retry("too much waits for the network"));
    }
  }

  @Override
  public void close() {
    closed = true;
    Output output = opened.getAndSet(null);
    if (output != null) {
      output.close();
    }
  }

  private void openAndSend(StoredBatch batch, RecordRange range, Consumer<Outcome> completion) {
    Output output;
    try {
      output = open();
    } catch (IOException e) {
      completion.accept(new Outcome.Held(FileFailure.text(e)));
      return;
    }
    output.send(batch, range, completion);
  }

  /** Sends may overlap: whoever comes second uses the first one's. */
  private Output open() throws IOException {
    Output mine = opening.open();
    Output first = opened.compareAndExchange(null, mine);
    if (first != null) {
      mine.close();
      return first;
    }
    if (closed) {
      mine.close();
    }
    return mine;
  }
}
