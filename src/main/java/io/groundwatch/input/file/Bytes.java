package io.groundwatch.input.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The bytes of one generation by their offset: those of a file, or those that a compressed file
 * stands for. Owned by the file input's thread.
 */
interface Bytes {
  /** How many there are. */
  long size() throws IOException;

  /**
   * Reads into {@code to} from {@code offset} on, which may be less than there is. Returns how
   * many; negative where there are none.
   */
  int read(ByteBuffer to, long offset) throws IOException;

  /** Those of an open file as they are. */
  static Bytes of(FileChannel file) {
    return new Bytes() {
      @Override
      public long size() throws IOException {
        return file.size();
      }

      @Override
      public int read(ByteBuffer to, long offset) throws IOException {
        return file.read(to, offset);
      }
    };
  }
}
