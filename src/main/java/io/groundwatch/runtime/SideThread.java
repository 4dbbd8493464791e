package io.groundwatch.runtime;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A thread for tasks that may hang, which it runs one after the other: so that whoever hands them
 * over goes on. It starts with the first task and never keeps the process alive. Any thread may
 * hand over; who does so bounds how many tasks wait.
 */
public final class SideThread implements Executor, AutoCloseable {
  private final ThreadPoolExecutor thread;

  /**
   * @param name of the thread: the role
   */
  public SideThread(String name) {
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread made = new Thread(task, name);
              made.setDaemon(true);
              return made;
            });
  }

  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  /** Lets it end when it has done what it was handed; does not wait for that. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
