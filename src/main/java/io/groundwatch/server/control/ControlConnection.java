package io.groundwatch.server.control;

import io.groundwatch.server.control.ControlAnswer.Code;
import io.groundwatch.server.control.ControlAnswer.Refused;
import io.groundwatch.server.control.ControlFormat.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One who asks: a request comes in, waits for its answer, and the answer goes out. Each has its
 * time. Owned by the server's thread.
 */
final class ControlConnection {
  /** For a request to come, and for an answer to be taken. */
  private static final long TRANSFER_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** For an order to be carried out; it goes on, but nobody is told. */
  private static final long ANSWER_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer in = ByteBuffer.allocate(ControlFormat.MAX_REQUEST_BYTES);
  private @Nullable ByteBuffer out;
  private boolean waiting;
  private long deadlineNanos;

  ControlConnection(SocketChannel channel, SelectionKey key, long nowNanos) {
    this.channel = channel;
    this.key = key;
    this.deadlineNanos = nowNanos + TRANSFER_NANOS;
  }

  /** Reads on. Returns the request once it is whole; what is none is answered at once. */
  Optional<ControlRequest> read(long nowNanos) throws IOException {
    int n = channel.read(in);
    int end = lineEnd();
    if (end < 0 && n >= 0 && in.hasRemaining()) {
      return Optional.empty();
    }
    key.interestOps(0);
    if (in.position() == 0) {
      close();
      return Optional.empty();
    }
    waiting = true;
    deadlineNanos = nowNanos + ANSWER_NANOS;
    if (end < 0 && n >= 0) {
      answer(new Refused(Code.BAD_REQUEST, "longer than " + in.capacity() + " bytes"), nowNanos);
      return Optional.empty();
    }
    try {
      byte[] line = Arrays.copyOf(in.array(), end < 0 ? in.position() : end);
      return Optional.of(ControlFormat.decodeRequest(line));
    } catch (RefusedException e) {
      answer(e.answer(), nowNanos);
      return Optional.empty();
    }
  }

  /** Answers, unless that was done. */
  void answer(ControlAnswer answer, long nowNanos) throws IOException {
    if (waiting) {
      waiting = false;
      out = ByteBuffer.wrap(ControlFormat.encode(answer));
      deadlineNanos = nowNanos + TRANSFER_NANOS;
      write();
    }
  }

  /** Writes on, and closes once all is written. */
  void write() throws IOException {
    ByteBuffer left = out;
    if (left == null) {
      return;
    }
    channel.write(left);
    if (left.hasRemaining()) {
      key.interestOps(SelectionKey.OP_WRITE);
    } else {
      close();
    }
  }

  /** Ends it where its time is over. */
  void expire(long nowNanos) throws IOException {
    if (nowNanos - deadlineNanos < 0) {
      return;
    }
    if (waiting) {
      answer(new Refused(Code.DEADLINE, "it takes longer than ten minutes and goes on"), nowNanos);
    } else {
      close();
    }
  }

  /** When its time is over. */
  long deadlineNanos() {
    return deadlineNanos;
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  void close() throws IOException {
    channel.close();
  }

  private int lineEnd() {
    for (int i = 0; i < in.position(); i++) {
      if (in.get(i) == '\n') {
        return i;
      }
    }
    return -1;
  }
}
