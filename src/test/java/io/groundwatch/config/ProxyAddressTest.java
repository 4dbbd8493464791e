package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyAddressTest {

  @ParameterizedTest
  @CsvSource({
    "proxy,http://proxy,'',''",
    "proxy:3128,http://proxy:3128,'',''",
    "http://proxy:3128/,http://proxy:3128/,'',''",
    "http://me@proxy,http://proxy,me,''",
    "me:pw@proxy:1,http://proxy:1,me,pw",
    "http://me:p@w:x@proxy:1,http://proxy:1,me,p@w:x",
    "http://a%40b:p%3Aq+r@proxy,http://proxy,a@b,p:q+r",
    "http://me:100%@proxy,http://proxy,me,100%",
    "https://me:pw@[::1]:1,https://[::1]:1,me,pw",
    "http://me:${env:PW}@proxy,http://proxy,me,${env:PW}",
    "@proxy,http://proxy,'',''",
    "'',http://,'',''",
  })
  void takesAnAddressApart(String text, String url, String user, String password) {
    ProxyAddress address = ProxyAddress.split(text);
    assertThat(address.url()).isEqualTo(url);
    assertThat(address.user()).isEqualTo(user);
    assertThat(address.password()).isEqualTo(password);
  }

  @Test
  void showsNoPassword() {
    assertThat(ProxyAddress.split("http://me:hunter2@proxy:3128")).hasToString("http://proxy:3128");
  }
}
