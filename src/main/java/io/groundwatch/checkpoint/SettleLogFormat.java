package io.groundwatch.checkpoint;

import io.groundwatch.codec.DamagedBatchException;
import io.groundwatch.codec.PositionCodec;
import io.groundwatch.codec.UnknownFormatException;
import io.groundwatch.model.Position;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The settle log's bytes, big endian. Any thread. A header, then entries to the end of the file:
 *
 * <pre>
 *  header
 *       0      4  magic 0x47 0x57 0x53 0xe1
 *       4      4  version: 1
 *       8      4  0
 *      12      4  CRC32C of the 12 bytes before it; so in every version
 *  entry
 *       0      4  mark 0x47 0x57 0x45 0xe2
 *       4      4  P: bytes of the positions
 *       8      8  settled sequence
 *      16      P  positions, see {@link PositionCodec}
 *    16+P      4  CRC32C (RFC 3720, appendix B.4) of all bytes of the entry before it
 * </pre>
 *
 * <p>Entries add up: the highest sequence counts, and every position covers what it says. A log
 * that was compacted starts with an entry for everything that was known then.
 */
final class SettleLogFormat {
  static final int HEADER_BYTES = 16;

  /** The mark, by which whole entries behind a damaged one are found. */
  static final int MARK = 0x475745e2;

  /** Bytes of an entry before its positions. */
  static final int ENTRY_HEAD_BYTES = 16;

  private static final int MAGIC = 0x475753e1;
  private static final int VERSION = 1;
  private static final int CRC_BYTES = 4;

  private SettleLogFormat() {}

  /**
   * What an entry says.
   *
   * @param sequence settled
   * @param positions settled with it
   */
  record Entry(long sequence, List<Position> positions) {}

  static ByteBuffer header() {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).putInt(MAGIC).putInt(VERSION).putInt(0);
    return seal(header);
  }

  /**
   * Checks a header.
   *
   * @throws UnknownFormatException where it is whole and of a newer version
   */
  static void checkHeader(ByteBuffer header) throws DamagedBatchException, UnknownFormatException {
    if (header.remaining() != HEADER_BYTES || header.getInt(0) != MAGIC || !isSealed(header)) {
      throw new DamagedBatchException("header");
    }
    if (header.getInt(4) != VERSION) {
      throw new UnknownFormatException("version: " + header.getInt(4));
    }
  }

  static ByteBuffer entry(long sequence, List<Position> positions) {
    byte[] bytes = PositionCodec.encode(positions);
    ByteBuffer entry = ByteBuffer.allocate(ENTRY_HEAD_BYTES + bytes.length + CRC_BYTES);
    return seal(entry.putInt(MARK).putInt(bytes.length).putLong(sequence).put(bytes));
  }

  /** How long the entry that starts with {@code head} says that it is; -1 where it is none. */
  static long lengthOf(ByteBuffer head) {
    int positions = head.getInt(4);
    boolean starts = head.getInt(0) == MARK && positions >= 0;
    return starts ? ENTRY_HEAD_BYTES + (long) positions + CRC_BYTES : -1;
  }

  /** What a whole entry says. */
  static Entry decode(ByteBuffer entry) throws DamagedBatchException {
    if (!isSealed(entry)) {
      throw new DamagedBatchException("entry: CRC32C");
    }
    int positions = entry.limit() - CRC_BYTES - ENTRY_HEAD_BYTES;
    return new Entry(
        entry.getLong(8), PositionCodec.decode(entry.slice(ENTRY_HEAD_BYTES, positions)));
  }

  private static ByteBuffer seal(ByteBuffer bytes) {
    return bytes.putInt(crc(bytes, bytes.position())).flip();
  }

  private static boolean isSealed(ByteBuffer bytes) {
    int at = bytes.limit() - CRC_BYTES;
    return bytes.getInt(at) == crc(bytes, at);
  }

  private static int crc(ByteBuffer bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(0, length));
    return (int) crc.getValue();
  }
}
