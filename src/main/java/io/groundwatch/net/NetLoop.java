package io.groundwatch.net;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.io.Closeable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that serves every socket of the agent, and a few short-lived ones for what would
 * make it wait: looking up names and reading certificates. Any thread.
 *
 * <p>NIO and not epoll: at the rates of an agent they cost the same, and no native library has to
 * be unpacked.
 */
public final class NetLoop implements Closeable {
  /** A resolver that hangs may hold as many threads; past it a lookup fails at once. */
  private static final int MAX_LOOKUPS = 16;

  private static final long LOOKUP_THREAD_REST_SECONDS = 5;
  private static final long CLOSE_SECONDS = 2;

  private final EventLoopGroup group;
  private final ThreadPoolExecutor lookups;
  private final NameLookup names;

  private NetLoop(EventLoopGroup group, ThreadPoolExecutor lookups, NameLookup names) {
    this.group = group;
    this.lookups = lookups;
    this.names = names;
  }

  /** Opens a loop whose thread has this name; the thread starts at the first use. */
  public static NetLoop open(String name) {
    return open(name, NameLookup.SYSTEM);
  }

  static NetLoop open(String name, NameLookup names) {
    ThreadFactory threads = task -> daemon(task, name);
    return new NetLoop(
        new MultiThreadIoEventLoopGroup(1, threads, NioIoHandler.newFactory()),
        new ThreadPoolExecutor(
            0,
            MAX_LOOKUPS,
            LOOKUP_THREAD_REST_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> daemon(task, name + "-lookup")),
        names);
  }

  /** The loop, for a server to bind its channels to. */
  public EventLoopGroup group() {
    return group;
  }

  /** Finds addresses; may wait. */
  NameLookup names() {
    return names;
  }

  /**
   * Runs what may wait, on a thread of its own.
   *
   * @throws RejectedExecutionException where too many wait already, or this is closed
   */
  public void offLoop(Runnable task) {
    lookups.execute(task);
  }

  /** Closes every socket, without calling back, and ends the threads. */
  @Override
  public void close() {
    lookups.shutdownNow();
    group
        .shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new FastThreadLocalThread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
