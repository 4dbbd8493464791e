package io.groundwatch.buffer;

import io.groundwatch.codec.DamagedBatchException;
import io.groundwatch.runtime.ChannelBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Tape's header, as far as it can be right in a file that was only ever added to. Tape trusts it
 * blindly (a wrong length ends in an OutOfMemoryError, a wrong count in batches that never were),
 * so it is read and checked here before Tape may open the file. Big endian, {@code
 * com.squareup.tape2.QueueFile}:
 *
 * <pre>
 *  offset  bytes
 *       0      4  0x80000001
 *       4      8  length of the file
 *      12      4  elements
 *      16      8  offset of the first element, 0 where there is none
 *      24      8  offset of the last element, 0 where there is none
 * </pre>
 *
 * @param length of the file, a power of two
 * @param elements how many
 * @param last offset of the last
 */
record SegmentHeader(long length, int elements, long last) {
  private static final int VERSION = 0x80000001;

  /**
   * Reads and checks it.
   *
   * @throws DamagedBatchException where it cannot be right
   */
  static SegmentHeader read(FileChannel channel) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(Segment.HEADER_BYTES);
    check(ChannelBytes.read(channel, in, 0), "file: cut after ", in.position());
    in.flip();
    int version = in.getInt();
    check(version == VERSION, "version: ", version);
    long length = in.getLong();
    // The file may be longer: Tape lengthens it before it says so.
    check(Long.bitCount(length) == 1 && length <= channel.size(), "file length: ", length);
    int elements = in.getInt();
    long first = in.getLong();
    long last = in.getLong();
    check(elements >= 0, "elements: ", elements);
    check(first == (elements == 0 ? 0 : Segment.HEADER_BYTES), "first: ", first);
    boolean few = elements == 0 ? last == 0 : last >= first && last < length;
    check(few, "last: ", last);
    check((elements <= 1) == (last == first), "last: ", last);
    return new SegmentHeader(length, elements, last);
  }

  /** The header of a file of {@code length} bytes, a power of two, without an element. */
  static ByteBuffer empty(long length) {
    return ByteBuffer.allocate(Segment.HEADER_BYTES).putInt(VERSION).putLong(length).rewind();
  }

  private static void check(boolean holds, String what, long value) throws DamagedBatchException {
    if (!holds) {
      throw new DamagedBatchException("header, " + what + value);
    }
  }
}
