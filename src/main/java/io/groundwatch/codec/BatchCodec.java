package io.groundwatch.codec;

import io.groundwatch.model.BatchId;
import io.groundwatch.model.Compression;
import io.groundwatch.model.Position;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.StoredBatch;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A stored batch as the bytes of one queue element, big endian. Any thread. Version 1:
 *
 * <pre>
 *  offset  bytes
 *       0      4  magic 0x47 0x57 0x42 0xe1
 *       4      1  version: 1
 *       5      1  kind of the records: 0 metrics, 1 logs
 *       6      1  compression of the payload: 0 none, 1 gzip, 2 zstd
 *       7      1  flags: 0, none is defined
 *       8      8  sequence
 *      16     16  batch id
 *      32      8  created, nanoseconds since the epoch
 *      40      4  records, 0 or more
 *      44      4  bytes of the payload before compression, 0 or more
 *      48      4  P: bytes of the positions
 *      52      4  N: bytes of the payload
 *      56      P  positions, see {@link PositionCodec}
 *  56+P        N  payload: NDJSON, see {@link NdjsonWriter}, compressed
 *  56+P+N      4  CRC32C (RFC 3720, appendix B.4) of all bytes before it
 * </pre>
 *
 * <p>Every version starts with the magic and the version and ends with the CRC32C of all before it.
 * So what a newer version wrote can be told from damage: its checksum is right.
 */
public final class BatchCodec {
  /** The first four bytes of an element; the last is no ASCII, so no plain text holds it. */
  public static final int MAGIC = 0x475742e1;

  /** Bytes before the positions. */
  public static final int HEAD_BYTES = 56;

  /** No element is larger; what says that it is, is damaged. */
  public static final int MAX_BYTES = 64 << 20;

  /** Ends an element. */
  static final int CRC_BYTES = 4;

  private static final byte VERSION = 1;
  private static final int VERSION_AT = 4;
  private static final int POSITIONS_AT = 48;
  private static final int PAYLOAD_AT = 52;

  private BatchCodec() {}

  /** The element of {@code batch}. */
  public static byte[] encode(StoredBatch batch) {
    byte[] positions = PositionCodec.encode(batch.positions());
    long length = (long) HEAD_BYTES + positions.length + batch.payload().length + CRC_BYTES;
    if (length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "element: " + length + " bytes (expected: <= " + MAX_BYTES + ")");
    }
    ByteBuffer out = ByteBuffer.allocate((int) length);
    out.putInt(MAGIC).put(VERSION).put(code(batch.kind()));
    out.put((byte) batch.compression().code()).put((byte) 0);
    out.putLong(batch.sequence()).putLong(batch.id().high()).putLong(batch.id().low());
    out.putLong(batch.createdNanos()).putInt(batch.records()).putInt(batch.rawBytes());
    out.putInt(positions.length).putInt(batch.payload().length);
    out.put(positions).put(batch.payload());
    out.putInt(crc(out.array(), out.position()));
    return out.array();
  }

  /**
   * The batch in {@code element}, which it fills.
   *
   * @throws DamagedBatchException where a byte of it is not as it was written
   * @throws UnknownFormatException where it is whole and a newer version wrote it
   */
  public static StoredBatch decode(byte[] element)
      throws DamagedBatchException, UnknownFormatException {
    damagedUnless(element.length >= HEAD_BYTES + CRC_BYTES, "length: ", element.length);
    ByteBuffer in = ByteBuffer.wrap(element);
    int magic = in.getInt(0);
    damagedUnless(magic == MAGIC, "magic: 0x", Integer.toHexString(magic));
    int crcAt = element.length - CRC_BYTES;
    damagedUnless(in.getInt(crcAt) == crc(element, crcAt), "CRC32C: wrong over bytes ", crcAt);
    byte version = in.get(VERSION_AT);
    unknownUnless(version == VERSION, "version: ", version & 0xff);
    int length = lengthOf(in);
    damagedUnless(length == element.length, "lengths: they add up to ", length);
    return decodeWhole(in);
  }

  /**
   * How long the element that starts at {@code head}'s first byte says that it is.
   *
   * @param head at least {@link #HEAD_BYTES} of it
   * @return -1 where this is no element of this version, or its lengths are impossible
   */
  public static int lengthOf(ByteBuffer head) {
    if (head.getInt(0) != MAGIC || head.get(VERSION_AT) != VERSION) {
      return -1;
    }
    long positions = head.getInt(POSITIONS_AT);
    long payload = head.getInt(PAYLOAD_AT);
    long length = HEAD_BYTES + positions + payload + CRC_BYTES;
    return positions < 0 || payload < 0 || length > MAX_BYTES ? -1 : (int) length;
  }

  /**
   * Whether memory may be taken for {@code length} bytes that start with {@code head}: they are an
   * element by their magic, and of that length unless a newer version wrote them.
   */
  public static boolean mayBeElement(ByteBuffer head, long length) {
    if (length < HEAD_BYTES + CRC_BYTES || length > MAX_BYTES || head.getInt(0) != MAGIC) {
      return false;
    }
    return head.get(VERSION_AT) != VERSION || lengthOf(head) == length;
  }

  /**
   * What an element says of itself before its positions. The checksum is not looked at: this is for
   * looking through a queue without reading all of it.
   *
   * @param in at least {@link #HEAD_BYTES} of the element, from its first byte
   * @throws DamagedBatchException where it cannot be right
   * @throws UnknownFormatException where a newer version seems to have written it
   */
  public static BatchHead head(ByteBuffer in) throws DamagedBatchException, UnknownFormatException {
    int magic = in.getInt(0);
    damagedUnless(magic == MAGIC, "magic: 0x", Integer.toHexString(magic));
    byte version = in.get(VERSION_AT);
    unknownUnless(version == VERSION, "version: ", version & 0xff);
    damagedUnless(lengthOf(in) >= 0, "lengths: impossible, positions ", in.getInt(POSITIONS_AT));
    return readHead(in.slice(0, HEAD_BYTES));
  }

  private static BatchHead readHead(ByteBuffer in)
      throws DamagedBatchException, UnknownFormatException {
    in.position(VERSION_AT + 1);
    SignalKind kind = kind(in.get());
    Compression compression = compression(in.get());
    byte flags = in.get();
    unknownUnless(flags == 0, "flags: ", flags & 0xff);
    long sequence = in.getLong();
    BatchId id = new BatchId(in.getLong(), in.getLong());
    long created = in.getLong();
    int records = in.getInt();
    int rawBytes = in.getInt();
    damagedUnless(records >= 0, "records: ", records);
    damagedUnless(rawBytes >= 0, "raw length: ", rawBytes);
    return new BatchHead(
        sequence, id, kind, created, records, rawBytes, compression, in.getInt(), in.getInt());
  }

  private static StoredBatch decodeWhole(ByteBuffer in)
      throws DamagedBatchException, UnknownFormatException {
    BatchHead head = readHead(in.slice(0, HEAD_BYTES));
    byte[] payload = new byte[head.payloadBytes()];
    List<Position> positions = PositionCodec.decode(in.slice(HEAD_BYTES, head.positionsBytes()));
    in.get(HEAD_BYTES + head.positionsBytes(), payload);
    return new StoredBatch(
        head.sequence(),
        head.id(),
        head.kind(),
        head.createdNanos(),
        head.records(),
        head.rawBytes(),
        positions,
        head.compression(),
        payload);
  }

  private static byte code(SignalKind kind) {
    return (byte) (kind == SignalKind.METRICS ? 0 : 1);
  }

  private static SignalKind kind(byte code) throws UnknownFormatException {
    unknownUnless(code == 0 || code == 1, "kind: ", code & 0xff);
    return code == 0 ? SignalKind.METRICS : SignalKind.LOGS;
  }

  private static Compression compression(byte code) throws UnknownFormatException {
    for (Compression compression : Compression.values()) {
      if (compression.code() == code) {
        return compression;
      }
    }
    throw new UnknownFormatException("compression: " + (code & 0xff));
  }

  private static int crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private static void damagedUnless(boolean holds, String what, Object value)
      throws DamagedBatchException {
    if (!holds) {
      throw new DamagedBatchException(what + value);
    }
  }

  private static void unknownUnless(boolean holds, String what, int value)
      throws UnknownFormatException {
    if (!holds) {
      throw new UnknownFormatException(what + value + " (this Groundwatch does not know it)");
    }
  }
}
