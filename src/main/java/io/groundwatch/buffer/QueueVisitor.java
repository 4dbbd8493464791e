package io.groundwatch.buffer;

import java.io.IOException;
import java.nio.file.Path;

/** What a look through a queue meets, oldest first. */
public interface QueueVisitor<T> {
  /** A batch that is not settled. */
  void batch(T batch) throws IOException;

  /** Something in {@code file} cannot be read, and why; what is whole after it follows. */
  void trouble(Path file, String what) throws IOException;
}
