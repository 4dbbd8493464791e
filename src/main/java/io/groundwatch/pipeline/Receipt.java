package io.groundwatch.pipeline;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Tells an input, which has promised it to a sender, when all of something is on disk in every lane
 * that it went to. It may end up in several batches: each that takes some of it expects the receipt
 * once, and so does the input until it has handed all of it over. Any thread.
 */
public final class Receipt {
  private final AtomicInteger open = new AtomicInteger(1);
  private final Consumer<Boolean> done;
  private volatile boolean lost;

  /**
   * Of something that is being handed over.
   *
   * @param done told once, by whoever is the last: whether all of it is on disk
   */
  public Receipt(Consumer<Boolean> done) {
    this.done = done;
  }

  /** One more batch has some of it. */
  void expect() {
    open.incrementAndGet();
  }

  /** A batch that has some of it is on disk; or, by the input, all of it was handed over. */
  public void stored() {
    if (open.decrementAndGet() == 0) {
      done.accept(!lost);
    }
  }

  /** A batch that has some of it will never be on disk. */
  public void lost() {
    lost = true;
    stored();
  }
}
