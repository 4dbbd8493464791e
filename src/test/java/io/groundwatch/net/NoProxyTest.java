package io.groundwatch.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoProxyTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*                     | anything.example | 443",
        "example.com           | example.com      | 443",
        "example.com           | a.b.example.com  | 443",
        ".example.com          | a.example.com    | 443",
        ".example.com          | example.com      | 443",
        "*.example.com         | a.example.com    | 443",
        "EXAMPLE.com           | A.Example.COM    | 443",
        "example.com.          | example.com      | 443",
        "example.com           | example.com.     | 443",
        "a, ,b  example.com,   | example.com      | 443",
        "example.com:8443      | example.com      | 8443",
        "10.1.2.3              | 10.1.2.3         | 80",
        "10.0.0.0/8            | 10.255.0.1       | 80",
        "10.1.0.0/15           | 10.0.0.1         | 80",
        "0.0.0.0/0             | 8.8.8.8          | 80",
        "10.1.2.3/32           | 10.1.2.3         | 80",
        "10.1.2.3:80           | 10.1.2.3         | 80",
        "fd00::/8              | fdff::1          | 80",
        "fd00::1               | fd00:0::1        | 80",
        "[fd00::1]             | fd00::1          | 80",
        "[fd00::1]:80          | fd00::1          | 80",
        "''                    | localhost        | 80",
        "''                    | a.localhost      | 80",
        "''                    | 127.9.9.9        | 80",
        "''                    | ::1              | 80",
      })
  void covers(String rules, String host, int port) {
    assertThat(NoProxy.of(rules).covers(new HttpEndpoint(host, port, false))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                    | example.com      | 443",
        "example.com           | badexample.com   | 443",
        "example.com           | example.com.evil | 443",
        "example.com:8443      | example.com      | 443",
        "a.example.com         | example.com      | 443",
        "10.0.0.0/8            | 11.0.0.1         | 80",
        "10.0.0.0/33           | 10.0.0.0         | 80",
        "10.0.0.0/x            | 10.0.0.0         | 80",
        "10.0.0.0/8            | fd00::1          | 80",
        "10.0.0.0/8            | ten.example      | 80",
        "fd00::/8              | fe00::1          | 80",
        "10.1.2.3:81           | 10.1.2.3         | 80",
        "[fd00::1]:81          | fd00::1          | 80",
        "example.com:x         | example.com      | 80",
        ".                     | example.com      | 80",
        "*.                    | example.com      | 80",
        ":80                   | example.com      | 80",
      })
  void leavesOut(String rules, String host, int port) {
    assertThat(NoProxy.of(rules).covers(new HttpEndpoint(host, port, false))).isFalse();
  }
}
