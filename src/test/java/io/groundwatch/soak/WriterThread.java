package io.groundwatch.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Lets a rotator write, at a steady pace, until it is told to finish. */
final class WriterThread {
  private static final long PACE_MILLISECONDS = 20;

  private final Rotator rotator;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Thread thread;

  private WriterThread(Rotator rotator) {
    this.rotator = rotator;
    this.thread = new Thread(this::write, "writer-" + rotator.name());
    thread.setDaemon(true);
  }

  static WriterThread start(Rotator rotator) {
    WriterThread writer = new WriterThread(rotator);
    writer.thread.start();
    return writer;
  }

  /** Lets it write no more. Returns how often it rotated. */
  int finish() throws InterruptedException {
    stop.countDown();
    thread.join();
    if (failure.get() != null) {
      throw new IllegalStateException(rotator.name() + " failed", failure.get());
    }
    return rotator.rotations();
  }

  private void write() {
    try {
      while (!stop.await(PACE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        rotator.step();
      }
      rotator.finish();
    } catch (IOException e) {
      failure.set(new UncheckedIOException(e));
    } catch (InterruptedException | RuntimeException e) {
      failure.set(e);
    }
  }
}
