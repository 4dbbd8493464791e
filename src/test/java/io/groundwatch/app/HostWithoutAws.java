package io.groundwatch.app;

import java.nio.file.Path;
import java.util.Map;

/** A host that knows nothing of AWS, wherever the tests run. */
final class HostWithoutAws {
  static final Implied IMPLIED = Implied.of(Map.of("HOME", "/nowhere"), Path.of("/nowhere"));

  private HostWithoutAws() {}
}
