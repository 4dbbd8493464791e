package io.groundwatch.input.host;

import java.util.Map;

/**
 * The errors that the kernel counted for one block device, or for the file system on one.
 *
 * @param dimensions name, and for a file system fstype and, where it is mounted, path
 */
record IoErrorReading(Map<String, String> dimensions, Numbers numbers) implements Named {

  /** All that tells it from others. */
  @Override
  public String name() {
    return numbers.name();
  }
}
