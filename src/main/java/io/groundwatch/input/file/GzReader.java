package io.groundwatch.input.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses a gzip file (RFC 1952), member after member, each checked by its footer. Where the
 * file ends it stops, and goes on once the file has grown. Holds no more than a small input buffer
 * and the inflater's window. Owned by the file input's thread.
 */
final class GzReader implements Closeable {
  /** Why nothing more comes. */
  enum End {
    /** More comes. */
    NONE,
    /** The file ends within a member: it is still being written, or was cut. */
    CUT,
    /** The file ends where a member does. */
    FOOTER,
    /** What follows cannot be decompressed. */
    DAMAGE
  }

  private enum Phase {
    HEADER,
    BODY,
    FOOTER
  }

  private static final int INPUT_BYTES = 8 << 10;
  private static final int FOOTER_BYTES = 8;

  private final Bytes file;
  private final Inflater inflater = new Inflater(/* nowrap= */ true);
  private final CRC32 crc = new CRC32();
  private final ByteBuffer input = ByteBuffer.wrap(new byte[INPUT_BYTES]);
  private final ByteBuffer footer =
      ByteBuffer.allocate(FOOTER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  /** In the file: of the next byte that is neither understood nor given to the inflater. */
  private long at;

  private Phase phase = Phase.HEADER;
  private End end = End.NONE;
  private int members;
  private @Nullable String damage;

  /** Reads {@code file} from its beginning; it is closed by who opened it. */
  GzReader(Bytes file) {
    this.file = file;
  }

  /**
   * Decompresses at most {@code length} bytes. Returns how many; 0 where none come now, for the
   * reason that {@link #end} gives.
   */
  int read(byte[] to, int offset, int length) throws IOException {
    if (end == End.DAMAGE) {
      return 0;
    }
    end = End.NONE;
    int read = 0;
    while (read == 0 && end == End.NONE) {
      switch (phase) {
        case HEADER -> readHeader();
        case BODY -> read = inflate(to, offset, length);
        case FOOTER -> readFooter();
      }
    }
    return read;
  }

  /** Why the last read brought nothing, or all that will come. */
  End end() {
    return end;
  }

  /** The first thing that was wrong; null where nothing was. */
  @Nullable String damage() {
    return damage;
  }

  /** How many of the file's bytes were of use. */
  long at() {
    return at;
  }

  @Override
  public void close() {
    inflater.end();
  }

  private void readHeader() throws IOException {
    if (!load()) {
      end = members > 0 ? End.FOOTER : End.CUT;
      return;
    }
    int padding = members > 0 ? zeros() : 0;
    if (padding > 0) {
      at += padding;
      return;
    }
    int length = GzHeader.length(input.array(), 0, input.limit());
    if (length == GzHeader.NONE || (length == GzHeader.CUT && input.limit() == INPUT_BYTES)) {
      damaged(members > 0 ? "what follows is not gzip" : "it is not gzip");
    } else if (length == GzHeader.CUT) {
      end = End.CUT;
    } else {
      at += length;
      inflater.reset();
      crc.reset();
      phase = Phase.BODY;
    }
  }

  /** Zeros between members, as tapes have them, and files that were longer once. */
  private int zeros() {
    int count = 0;
    while (count < input.limit() && input.get(count) == 0) {
      count++;
    }
    return count;
  }

  private int inflate(byte[] to, int offset, int length) throws IOException {
    long before = inflater.getBytesWritten();
    try {
      while (!inflater.finished() && inflater.getBytesWritten() == before) {
        if (inflater.needsDictionary()) {
          damaged("it needs a dictionary");
          return 0;
        }
        if (inflater.needsInput() && !feed()) {
          end = End.CUT;
          return 0;
        }
        inflater.inflate(to, offset, length);
      }
    } catch (DataFormatException e) {
      damaged(String.valueOf(e.getMessage()));
    }
    int read = (int) (inflater.getBytesWritten() - before);
    crc.update(to, offset, read);
    if (inflater.finished()) {
      at -= inflater.getRemaining();
      phase = Phase.FOOTER;
    }
    return read;
  }

  private void readFooter() throws IOException {
    footer.clear();
    while (footer.hasRemaining() && file.read(footer, at + footer.position()) > 0) {}
    if (footer.hasRemaining()) {
      end = End.CUT;
      return;
    }
    // What was given out stays so; the members that follow may be good.
    if (footer.getInt(0) != (int) crc.getValue()) {
      say("its CRC is wrong");
    } else if (footer.getInt(4) != (int) inflater.getBytesWritten()) {
      say("its length is wrong");
    }
    at += FOOTER_BYTES;
    members++;
    phase = Phase.HEADER;
  }

  private boolean feed() throws IOException {
    if (!load()) {
      return false;
    }
    inflater.setInput(input.array(), 0, input.limit());
    at += input.limit();
    return true;
  }

  /** Fills the input buffer from where we are. Returns whether there is anything. */
  private boolean load() throws IOException {
    input.clear();
    file.read(input, at);
    input.flip();
    return input.hasRemaining();
  }

  private void damaged(String what) {
    say(what);
    end = End.DAMAGE;
  }

  private void say(String what) {
    if (damage == null) {
      damage = what;
    }
  }
}
