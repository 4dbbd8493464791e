package io.groundwatch.checkpoint;

import io.groundwatch.codec.DamagedBatchException;
import io.groundwatch.codec.UnknownFormatException;
import io.groundwatch.runtime.ChannelBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads a settle log into a state, and says how well that went. Owned by one thread. */
final class SettleLogReader {

  /** How a log was found. */
  enum Condition {
    /** There is no such file. */
    MISSING,
    /** All of it is whole. */
    WHOLE,
    /** An entry at its end was never finished. */
    TORN,
    /** Some of it is not what was written. */
    DAMAGED
  }

  /**
   * What was read.
   *
   * @param condition of the file
   * @param entries that were whole
   * @param end offset after the last of them
   */
  record Result(Condition condition, int entries, long end) {}

  private final FileChannel channel;
  private final SettledState state;
  private final long size;
  private int entries;
  private long end = SettleLogFormat.HEADER_BYTES;

  private SettleLogReader(FileChannel channel, SettledState state) throws IOException {
    this.channel = channel;
    this.state = state;
    this.size = channel.size();
  }

  /**
   * Adds every whole entry of {@code file} to {@code state}.
   *
   * @throws UnknownFormatException where a newer version wrote it
   */
  static Result read(Path file, SettledState state) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new SettleLogReader(channel, state).readAll();
    } catch (NoSuchFileException e) {
      return new Result(Condition.MISSING, 0, 0);
    } catch (UnknownFormatException e) {
      throw new UnknownFormatException(
          file + " was written by a newer version of Groundwatch: " + e.getMessage());
    }
  }

  private Result readAll() throws IOException {
    boolean damaged = !hasHeader();
    long at = damaged ? 0 : end;
    while (at >= 0 && at < size) {
      boolean gap = at > end;
      long next = readEntry(at);
      if (next < 0) {
        at = ChannelBytes.indexOf(channel, SettleLogFormat.MARK, at + 1, size);
      } else {
        // A gap is one only if something whole comes after it; else the end was torn off.
        damaged |= gap;
        at = next;
      }
    }
    if (damaged) {
      return new Result(Condition.DAMAGED, entries, end);
    }
    return new Result(end < size ? Condition.TORN : Condition.WHOLE, entries, end);
  }

  private boolean hasHeader() throws IOException {
    ByteBuffer header = ByteBuffer.allocate(SettleLogFormat.HEADER_BYTES);
    ChannelBytes.read(channel, header, 0);
    try {
      SettleLogFormat.checkHeader(header.flip());
      return true;
    } catch (DamagedBatchException e) {
      return false;
    }
  }

  /** Settles the entry there. Returns where the next one starts, or -1 where none is whole. */
  private long readEntry(long at) throws IOException {
    try {
      ByteBuffer bytes = wholeEntry(at);
      SettleLogFormat.Entry entry = SettleLogFormat.decode(bytes);
      state.settle(entry.sequence(), entry.positions());
      entries++;
      end = at + bytes.limit();
      return end;
    } catch (DamagedBatchException e) {
      return -1;
    }
  }

  private ByteBuffer wholeEntry(long at) throws IOException {
    ByteBuffer head = read(at, SettleLogFormat.ENTRY_HEAD_BYTES);
    long length = SettleLogFormat.lengthOf(head);
    if (length < 0 || length > size - at) {
      throw new DamagedBatchException("entry: length " + length);
    }
    return read(at, (int) length);
  }

  private ByteBuffer read(long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    if (!ChannelBytes.read(channel, bytes, at)) {
      throw new DamagedBatchException("entry: cut");
    }
    return bytes.flip();
  }
}
