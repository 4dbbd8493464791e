package io.groundwatch.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.SslContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientTlsTest {
  private Path folder;
  private TestIdentity me;
  private Path cert;
  private Path key;
  private ClientTls tls;

  @BeforeEach
  void prepare(@TempDir Path temp) throws Exception {
    folder = temp;
    me = TestIdentity.make(folder, "me", "dns:me.example");
    cert = Files.copy(me.cert(), folder.resolve("cert.pem"));
    key = Files.copy(me.key(), folder.resolve("key.pem"));
    tls = new ClientTls(new TlsFiles(Optional.of(cert), Optional.of(cert), Optional.of(key)));
  }

  @Test
  void filesThatDidNotChangeAreReadOnce() throws Exception {
    assertThat(tls.context()).isSameAs(tls.context());
  }

  @Test
  void aFileThatWasRewrittenOrReplacedIsReadAgain() throws Exception {
    SslContext first = tls.context();
    Files.writeString(cert, Files.readString(cert) + "\n");
    SslContext second = tls.context();
    assertThat(second).isNotSameAs(first);

    FileTime before = Files.getLastModifiedTime(key);
    Path other = Files.copy(key, folder.resolve("other"));
    Files.setLastModifiedTime(other, before);
    Files.move(other, key, StandardCopyOption.ATOMIC_MOVE);
    SslContext third = tls.context();
    assertThat(third).isNotSameAs(second);
    assertThat(tls.context()).isSameAs(third);
  }

  @Test
  void whatIsForgottenIsReadAgain() throws Exception {
    SslContext first = tls.context();
    tls.forget();
    assertThat(tls.context()).isNotSameAs(first);
  }

  @Test
  void aFileThatCannotBeUsedIsUsedAsSoonAsItCan() throws Exception {
    String good = Files.readString(cert);
    Files.writeString(cert, good.substring(0, good.length() / 2));
    assertThatThrownBy(tls::context)
        .isInstanceOf(TlsFilesException.class)
        .hasMessage(
            "ca_file: " + cert + ": no certificate in it (expected: certificates in PEM form)");
    Files.writeString(cert, good);
    assertThat(tls.context()).isNotNull();
    Files.delete(key);
    assertThatThrownBy(tls::context).hasMessage("key_file: " + key + ": no such file or folder");
  }

  @Test
  void aDamagedCertificateIsNamed() throws Exception {
    Files.writeString(cert, TestIdentity.pem("CERTIFICATE", new byte[] {1, 2, 3}));
    assertThatThrownBy(tls::context).hasMessage("ca_file: " + cert + ": a damaged certificate");
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws Exception {
    for (String algorithm : new String[] {"EC", "RSA"}) {
      TestIdentity other = TestIdentity.make(folder, "other" + algorithm, "dns:x", algorithm);
      Files.copy(other.key(), key, StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(tls::context)
          .hasMessage(
              "key_file: " + key + ": not the key of the first certificate in cert_file, " + cert);
    }
  }

  @Test
  void certificateAndKeyMayStandInOneFileAmongOtherText() throws Exception {
    String both =
        "Bag Attributes\n  friendlyName: me\n"
            + Files.readString(key)
            + "subject=CN = me\n"
            + Files.readString(cert);
    Path one = Files.writeString(folder.resolve("both.pem"), both, US_ASCII);
    TlsFiles files = new TlsFiles(Optional.empty(), Optional.of(one), Optional.of(one));
    assertThat(new ClientTls(files).context()).isNotNull();
  }
}
