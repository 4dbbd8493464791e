package io.groundwatch.input.host;

import java.nio.file.Path;

/** Linux: the names of block devices by their numbers, as {@code /sys/dev/block} tells them. */
final class BlockDevices {
  private static final String NAME = "DEVNAME=";

  private final Path byNumber;

  /** Looks below {@code root}. */
  BlockDevices(Path root) {
    byNumber = root.resolve("sys/dev/block");
  }

  /** The name of a device such as {@code 8:0}; the numbers themselves where it is not told. */
  String name(String numbers) {
    return ValueFile.text(byNumber.resolve(numbers).resolve("uevent"))
        .flatMap(
            text ->
                text.lines()
                    .filter(line -> line.startsWith(NAME))
                    .map(line -> line.substring(NAME.length()))
                    .findFirst())
        .orElse(numbers);
  }
}
