package io.groundwatch.runtime;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A process that another one reads from without ever waiting for it. A thread of its own reads what
 * the process writes and hands it over in a few buffers; an owner that takes none lets the pipe
 * fill and the process wait. Its error output is read by another thread, which keeps the last of
 * it, so that a process which complains a lot is not stopped by that.
 *
 * <p>Owned by one thread, which is woken when there is something to read and when the process has
 * ended. {@link #close()} ends the process.
 */
public final class ChildProcess implements Closeable {
  /** As large as a pipe. */
  public static final int BUFFER_BYTES = 64 << 10;

  /** One is filled while the other is taken from. */
  private static final int BUFFERS = 2;

  /** What is kept of its error output: the end. */
  private static final int MAX_WORDS_BYTES = 4 << 10;

  private final Process process;
  private final Runnable wake;
  private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<ByteBuffer> full = new ArrayBlockingQueue<>(BUFFERS);
  private final CountDownLatch open = new CountDownLatch(2);
  private final Thread reader;
  private volatile String words = "";
  private volatile String broken = "";
  private @Nullable ByteBuffer current;

  private ChildProcess(Process process, String name, Runnable wake) {
    this.process = process;
    this.wake = wake;
    this.reader = thread(this::read, name);
    for (int i = 0; i < BUFFERS; i++) {
      free.add(ByteBuffer.allocate(BUFFER_BYTES));
    }
  }

  /**
   * Starts a process, with nothing on its standard input and in the C locale.
   *
   * @param name of its threads
   * @param wake ends the owner's rest; called by other threads
   * @throws IOException where it cannot be started, such as when there is no such command
   */
  public static ChildProcess start(List<String> command, String name, Runnable wake)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    process.getOutputStream().close();
    ChildProcess child = new ChildProcess(process, name, wake);
    child.reader.start();
    thread(child::readWords, name + "-errors").start();
    return child;
  }

  /**
   * What it wrote and has not been taken, between the buffer's position and limit; null where there
   * is nothing now. Moving the position takes it. The buffer is valid until the next call.
   */
  public @Nullable ByteBuffer next() {
    if (current != null && !current.hasRemaining()) {
      free.add(current.clear());
      current = null;
    }
    if (current == null) {
      current = full.poll();
    }
    return current;
  }

  /** Whether it has ended, and all that it wrote has been taken. */
  public boolean ended() {
    return open.getCount() == 0 && next() == null;
  }

  /** Its exit status, once it has {@link #ended}; above 128 it is that and a signal's number. */
  public int status() {
    return process.exitValue();
  }

  /** The end of what it said on its error output, so far. */
  public String words() {
    return words.isEmpty() ? broken : words;
  }

  /**
   * Ends the process at once, without waiting; and what it started, which would keep the pipes open
   * and our threads with them.
   */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    reader.interrupt();
  }

  private void read() {
    try (InputStream in = process.getInputStream()) {
      int count = 0;
      while (count >= 0) {
        ByteBuffer buffer = free.take();
        count = in.read(buffer.array(), buffer.arrayOffset(), buffer.capacity());
        if (count > 0) {
          full.add(buffer.limit(count));
          wake.run();
        } else {
          free.add(buffer);
        }
      }
    } catch (IOException e) {
      broken = String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.countDown();
      wake.run();
    }
  }

  private void readWords() {
    byte[] kept = new byte[MAX_WORDS_BYTES];
    int length = 0;
    try (InputStream in = process.getErrorStream()) {
      byte[] some = new byte[MAX_WORDS_BYTES];
      int count = in.read(some);
      while (count >= 0) {
        int stays = Math.min(length, kept.length - count);
        System.arraycopy(kept, length - stays, kept, 0, stays);
        System.arraycopy(some, 0, kept, stays, count);
        length = stays + count;
        words = new String(kept, 0, length, StandardCharsets.UTF_8);
        count = in.read(some);
      }
    } catch (IOException e) {
      broken = String.valueOf(e.getMessage());
    }
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.countDown();
      wake.run();
    }
  }

  private static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    // The agent's end is not theirs to hold up.
    thread.setDaemon(true);
    return thread;
  }
}
