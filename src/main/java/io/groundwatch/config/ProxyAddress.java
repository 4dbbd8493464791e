package io.groundwatch.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * The address of a proxy as people write it, in a configuration or a variable: {@code
 * [http://][user[:password]@]host[:port][/]}, taken apart before it is checked, since what stands
 * before the {@code @} may hold what no address may.
 *
 * @param url the address without user and password
 * @param userInfo what stood before the {@code @}; empty where there was none
 */
public record ProxyAddress(String url, String userInfo) {
  private static final String AFTER_SCHEME = "://";
  private static final String DEFAULT_SCHEME = "http" + AFTER_SCHEME;

  /** Takes it apart; says nothing about whether the parts make sense. */
  public static ProxyAddress split(String text) {
    int scheme = text.indexOf(AFTER_SCHEME);
    String rest = scheme < 0 ? text : text.substring(scheme + AFTER_SCHEME.length());
    String prefix = scheme < 0 ? DEFAULT_SCHEME : text.substring(0, scheme) + AFTER_SCHEME;
    int at = rest.lastIndexOf('@');
    return new ProxyAddress(prefix + rest.substring(at + 1), rest.substring(0, Math.max(0, at)));
  }

  /** The user; empty where there is none. */
  public String user() {
    int colon = userInfo.indexOf(':');
    return decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
  }

  /** The password, or what stands for it; empty where there is none. */
  public String password() {
    int colon = userInfo.indexOf(':');
    String password = colon < 0 ? "" : userInfo.substring(colon + 1);
    return passwordIsReference() ? password : decoded(password);
  }

  /** Whether the password holds a placeholder. */
  boolean passwordIsReference() {
    return userInfo.contains("${");
  }

  private static String decoded(String text) {
    try {
      // URLDecoder is for forms, in which a plus is a blank.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // a percent sign that stands for itself
    }
  }

  /** Without user and password. */
  @Override
  public String toString() {
    return url;
  }
}
