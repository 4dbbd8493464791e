package io.groundwatch.buffer;

import io.groundwatch.codec.BatchCodec;
import io.groundwatch.codec.BatchHead;
import io.groundwatch.codec.DamagedBatchException;
import io.groundwatch.codec.PositionCodec;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.runtime.ChannelBytes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Reads a segment's elements at their places, while Tape adds behind: Tape itself cannot read past
 * its head then. Believes nothing: lengths are checked before memory is taken, and an element
 * counts only if its checksum is right. Owned by one thread.
 */
final class SegmentReader implements Closeable {
  /**
   * A whole element.
   *
   * @param batch decoded
   * @param bytes as stored
   * @param next offset after it
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record Element(StoredBatch batch, byte[] bytes, long next) {}

  /**
   * An element that was looked at.
   *
   * @param batch what it says of itself
   * @param next offset after it
   */
  record Peek(QueuedBatch batch, long next) {}

  private final FileChannel channel;

  private SegmentReader(FileChannel channel) {
    this.channel = channel;
  }

  /** Opens {@code file} to read. */
  static SegmentReader open(Path file) throws IOException {
    return new SegmentReader(FileChannel.open(file, StandardOpenOption.READ));
  }

  /** Bytes of the file. */
  long size() throws IOException {
    return channel.size();
  }

  /** Tape's header. */
  SegmentHeader header() throws IOException {
    return SegmentHeader.read(channel);
  }

  /**
   * The element framed at {@code offset}.
   *
   * @param end where nothing more may be read
   * @throws DamagedBatchException where there is no whole one
   * @throws io.groundwatch.codec.UnknownFormatException where a newer version wrote it
   */
  Element read(long offset, long end) throws IOException {
    ByteBuffer framed = frame(offset, end);
    return element(offset + Segment.FRAME_BYTES, framed.getInt(0));
  }

  /** The frame and the head of the element there, whose length can be right; at its head. */
  private ByteBuffer frame(long offset, long end) throws IOException {
    long start = offset + Segment.FRAME_BYTES;
    if (end - start < BatchCodec.HEAD_BYTES) {
      throw new DamagedBatchException("element at " + offset + ": cut");
    }
    ByteBuffer framed = at(offset, Segment.FRAME_BYTES + BatchCodec.HEAD_BYTES);
    int length = framed.getInt();
    if (length > end - start || !BatchCodec.mayBeElement(framed.slice(), length)) {
      throw new DamagedBatchException("element at " + offset + ": length " + length);
    }
    return framed;
  }

  /**
   * The head and the positions of the element framed at {@code offset}. Its payload is not read, so
   * its checksum is not looked at.
   *
   * @param end where nothing more may be read
   * @throws DamagedBatchException where there can be no whole one
   * @throws io.groundwatch.codec.UnknownFormatException where a newer version seems to have written
   *     it
   */
  Peek peek(long offset, long end) throws IOException {
    ByteBuffer framed = frame(offset, end);
    BatchHead head = BatchCodec.head(framed.slice());
    long start = offset + Segment.FRAME_BYTES;
    ByteBuffer positions = at(start + BatchCodec.HEAD_BYTES, head.positionsBytes());
    QueuedBatch batch = new QueuedBatch(head, PositionCodec.decode(positions));
    return new Peek(batch, start + head.elementBytes());
  }

  /** The first whole element that starts at or after {@code from}, whatever lies before it. */
  Optional<Element> find(long from, long end) throws IOException {
    long start = from;
    while (true) {
      start = ChannelBytes.indexOf(channel, BatchCodec.MAGIC, start, end);
      if (start < 0) {
        return Optional.empty();
      }
      Optional<Element> found = tryElement(start, end);
      if (found.isPresent()) {
        return found;
      }
      start++;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private Optional<Element> tryElement(long start, long end) throws IOException {
    try {
      int length = plausibleLength(start, end);
      return length < 0 ? Optional.empty() : Optional.of(element(start, length));
    } catch (DamagedBatchException e) {
      return Optional.empty();
    }
  }

  /** By its own words, or by Tape's frame where a newer version wrote it. */
  private int plausibleLength(long start, long end) throws IOException {
    if (end - start < BatchCodec.HEAD_BYTES) {
      return -1;
    }
    ByteBuffer head = at(start, BatchCodec.HEAD_BYTES);
    int length = BatchCodec.lengthOf(head);
    if (length < 0 && start >= Segment.HEADER_BYTES + Segment.FRAME_BYTES) {
      length = at(start - Segment.FRAME_BYTES, Segment.FRAME_BYTES).getInt();
    }
    return length <= end - start && BatchCodec.mayBeElement(head, length) ? length : -1;
  }

  private Element element(long start, int length) throws IOException {
    byte[] bytes = at(start, length).array();
    return new Element(BatchCodec.decode(bytes), bytes, start + length);
  }

  private ByteBuffer at(long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    if (!ChannelBytes.read(channel, bytes, offset)) {
      throw new DamagedBatchException("element at " + offset + ": cut by the end of the file");
    }
    return bytes.flip();
  }
}
