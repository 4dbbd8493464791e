package io.groundwatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerThreadTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Scripted worker = new Scripted();
  private final WorkerThread thread = new WorkerThread(worker, new SystemTimeSource());

  @AfterEach
  void stop() {
    thread.stop(0);
    worker.permits.release(1000);
    assertThat(thread.join(LONG)).isTrue();
  }

  @Test
  void worksOnWithoutARestWhileThereIsWork() throws InterruptedException {
    worker.done = 1;
    worker.rest = LONG.toNanos();
    worker.permits.release(50);
    thread.start();
    assertThat(awaitWorks(50)).isTrue();
  }

  @Test
  void tellsForHowLongItIsInOneTurn() throws InterruptedException {
    worker.rest = LONG.toNanos();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    worker.duringWork =
        () -> {
          inside.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    worker.permits.release(1);
    assertThat(thread.busyFor()).isZero();
    thread.start();
    inside.await();
    while (thread.busyFor().toMillis() == 0) {
      Thread.onSpinWait();
    }
    goOn.countDown();
    assertThat(awaitWorks(1)).isTrue();
    while (!thread.busyFor().isZero()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aWakeEndsARest() throws InterruptedException {
    worker.rest = LONG.toNanos();
    worker.permits.release(100);
    thread.start();
    assertThat(awaitWorks(1)).isTrue();
    thread.wake();
    assertThat(awaitWorks(1)).isTrue();
  }

  @Test
  void aWakeDuringWorkPreventsTheNextRest() throws InterruptedException {
    worker.rest = LONG.toNanos();
    worker.duringWork = thread::wake;
    worker.permits.release(5);
    thread.start();
    assertThat(awaitWorks(5)).isTrue();
  }

  @Test
  void restsNoLongerThanTheWorkerSays() throws InterruptedException {
    worker.rest = 1000;
    worker.permits.release(5);
    thread.start();
    assertThat(awaitWorks(5)).isTrue();
  }

  @Test
  void finishesOnTheThreadThatWorkedOnceAndIsToldTheDeadline() throws InterruptedException {
    worker.rest = LONG.toNanos();
    worker.permits.release(100);
    thread.start();
    assertThat(awaitWorks(1)).isTrue();
    thread.stop(4711);
    assertThat(thread.join(LONG)).isTrue();
    assertThat(worker.deadlines).containsExactly(4711L);
    assertThat(worker.threads.stream().distinct()).hasSize(1);
    assertThat(worker.threads.get(0).getName()).isEqualTo("scripted");
    assertThat(worker.threads.get(0)).isNotSameAs(Thread.currentThread());
  }

  @Test
  void joinSaysWhenAThreadDoesNotEnd() throws InterruptedException {
    Semaphore entered = new Semaphore(0);
    worker.permits.release();
    worker.done = 1;
    worker.duringWork = entered::release;
    thread.start();
    entered.acquire();
    // It was not told to stop, and without a permit its next work does not end.
    assertThat(thread.join(Duration.ofMillis(1))).isFalse();
  }

  @Test
  void aFailureIsLoggedWholeAndTheWorkGoesOn() throws InterruptedException {
    BlockingQueue<LogRecord> said = new LinkedBlockingQueue<>();
    Logger logger = Logger.getLogger(WorkerThread.class.getName());
    Handler handler = new Kept(said);
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try {
      worker.failure = new IllegalStateException("a bug");
      worker.rest = LONG.toNanos();
      worker.permits.release(2);
      thread.start();
      LogRecord first = said.poll(LONG.toSeconds(), TimeUnit.SECONDS);
      assertThat(first).isNotNull();
      assertThat(first.getLevel()).isEqualTo(Level.SEVERE);
      assertThat(first.getThrown()).hasMessage("a bug");
      thread.wake();
      assertThat(awaitWorks(2)).isTrue();
    } finally {
      logger.setUseParentHandlers(true);
      logger.removeHandler(handler);
    }
  }

  private boolean awaitWorks(int times) throws InterruptedException {
    return worker.works.tryAcquire(times, LONG.toSeconds(), TimeUnit.SECONDS);
  }

  /** Does as a test tells it, once a permit; each call shows as a permit of {@link #works}. */
  private static final class Scripted implements Worker {
    private final Semaphore permits = new Semaphore(0);
    private final Semaphore works = new Semaphore(0);
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<Long> deadlines = new CopyOnWriteArrayList<>();
    private volatile int done;
    private volatile long rest;
    private volatile Runnable duringWork = () -> {};
    private volatile @Nullable RuntimeException failure;

    @Override
    public String name() {
      return "scripted";
    }

    @Override
    public int work() {
      permits.acquireUninterruptibly();
      threads.add(Thread.currentThread());
      duringWork.run();
      works.release();
      RuntimeException thrown = failure;
      if (thrown != null) {
        throw thrown;
      }
      return done;
    }

    @Override
    public long restNanos() {
      return rest;
    }

    @Override
    public void finish(long deadlineNanos) {
      threads.add(Thread.currentThread());
      deadlines.add(deadlineNanos);
    }
  }

  private static final class Kept extends Handler {
    private final BlockingQueue<LogRecord> records;

    private Kept(BlockingQueue<LogRecord> records) {
      this.records = records;
    }

    @Override
    public void publish(LogRecord record) {
      records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
