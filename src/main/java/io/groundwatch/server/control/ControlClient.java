package io.groundwatch.server.control;

import io.groundwatch.runtime.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks a running agent, and waits for its answer. Any thread; keeps nothing. */
public final class ControlClient {
  private static final int READ_BYTES = 8 << 10;

  private ControlClient() {}

  /**
   * Asks the agent that listens on {@code socket}.
   *
   * @return empty where none listens
   * @throws IOException where the answer does not come in time, or the agent stopped before it
   */
  public static Optional<ControlAnswer> ask(
      Path socket, ControlRequest request, Duration atMost, TimeSource time) throws IOException {
    if (!Files.exists(socket)) {
      return Optional.empty();
    }
    long deadline = time.nanos() + atMost.toNanos();
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(ByteBuffer.wrap(ControlFormat.encode(request)));
      channel.configureBlocking(false);
      return Optional.of(ControlFormat.decodeAnswer(line(channel, deadline, time)));
    } catch (ConnectException e) {
      return Optional.empty(); // an agent that was killed left its socket behind
    }
  }

  /** Whether an agent listens on {@code socket}. */
  public static boolean isListenedTo(Path socket) throws IOException {
    if (!Files.exists(socket)) {
      return false;
    }
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return channel.isConnected();
    } catch (ConnectException e) {
      return false;
    }
  }

  private static byte[] line(SocketChannel channel, long deadline, TimeSource time)
      throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    ByteBuffer part = ByteBuffer.allocate(READ_BYTES);
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      while (true) {
        long left = deadline - time.nanos();
        if (left <= 0) {
          throw new IOException(
              "the agent does not answer in time; it may still do what was asked");
        }
        selector.select(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        selector.selectedKeys().clear();
        int n = channel.read(part.clear());
        line.write(part.array(), 0, Math.max(0, n));
        if (n > 0 && part.get(n - 1) == '\n') {
          return line.toByteArray();
        }
        if (n < 0 || line.size() > ControlFormat.MAX_ANSWER_BYTES) {
          throw new IOException("the agent stopped before it answered");
        }
      }
    }
  }
}
