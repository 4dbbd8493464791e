package io.groundwatch.codec;

import io.groundwatch.model.FileKey;
import io.groundwatch.model.Fingerprint;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Positions as bytes, one after another, big endian; the same in a stored batch and in the settle
 * log. Any thread. One position:
 *
 * <pre>
 *  offset  bytes
 *       0     16  source id
 *      16      8  device
 *      24      8  inode
 *      32      4  head fingerprint: bytes covered, 0 or more
 *      36      8  head fingerprint: hash
 *      44      4  marker fingerprint: bytes covered, 0 or more
 *      48      8  marker fingerprint: hash
 *      56      8  from, 0 or more
 *      64      8  to, at least from
 *      72      1  finished: 0 or 1
 *      73      4  bytes of the path
 *      77      …  path, UTF-8
 * </pre>
 */
public final class PositionCodec {
  private static final int FIXED_BYTES = 77;

  private PositionCodec() {}

  /** The bytes of {@code positions}. */
  public static byte[] encode(List<Position> positions) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Position position : positions) {
        write(position, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The positions that fill {@code bytes} from its position to its limit.
   *
   * @throws DamagedBatchException where the bytes are not positions
   */
  public static List<Position> decode(ByteBuffer bytes) throws DamagedBatchException {
    List<Position> positions = new ArrayList<>();
    while (bytes.hasRemaining()) {
      check(bytes.remaining() >= FIXED_BYTES, "position: cut after ", bytes.remaining());
      positions.add(read(bytes));
    }
    return positions;
  }

  private static void write(Position position, DataOutputStream out) throws IOException {
    byte[] path = position.path().getBytes(StandardCharsets.UTF_8);
    out.writeLong(position.source().high());
    out.writeLong(position.source().low());
    out.writeLong(position.file().device());
    out.writeLong(position.file().inode());
    out.writeInt(position.head().length());
    out.writeLong(position.head().hash());
    out.writeInt(position.marker().length());
    out.writeLong(position.marker().hash());
    out.writeLong(position.from());
    out.writeLong(position.to());
    out.writeBoolean(position.finished());
    out.writeInt(path.length);
    out.write(path);
  }

  private static Position read(ByteBuffer in) throws DamagedBatchException {
    SourceId source = new SourceId(in.getLong(), in.getLong());
    FileKey file = new FileKey(in.getLong(), in.getLong());
    Fingerprint head = new Fingerprint(in.getInt(), in.getLong());
    Fingerprint marker = new Fingerprint(in.getInt(), in.getLong());
    check(head.length() >= 0, "head length: ", head.length());
    check(marker.length() >= 0, "marker length: ", marker.length());
    long from = in.getLong();
    long to = in.getLong();
    check(from >= 0, "from: ", from);
    check(to >= from, "to: ", to);
    byte finished = in.get();
    check(finished == 0 || finished == 1, "finished: ", finished);
    String path = path(in);
    return new Position(source, file, head, marker, path, from, to, finished == 1);
  }

  private static String path(ByteBuffer in) throws DamagedBatchException {
    int length = in.getInt();
    check(length >= 0 && length <= in.remaining(), "path length: ", length);
    byte[] path = new byte[length];
    in.get(path);
    return new String(path, StandardCharsets.UTF_8);
  }

  private static void check(boolean holds, String what, long value) throws DamagedBatchException {
    if (!holds) {
      throw new DamagedBatchException(what + value);
    }
  }
}
