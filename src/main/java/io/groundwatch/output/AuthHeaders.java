package io.groundwatch.output;

import java.io.IOException;
import java.util.Map;

/**
 * Gives the headers that prove who we are. Asked before each request, by the lane's thread, so that
 * a token renewed in its file is used without a restart.
 */
@FunctionalInterface
public interface AuthHeaders {
  /** For a destination that asks for none. */
  AuthHeaders NONE = Map::of;

  /**
   * The headers by name; their values are secret.
   *
   * @throws IOException where a secret cannot be read; its text says which, and holds no secret
   */
  Map<String, String> read() throws IOException;
}
