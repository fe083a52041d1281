#include "tests/stomp/certificates.h"

#include <QSslKey>

// Made for these tests alone, by nobody anybody trusts; their keys protect nothing.
namespace test {

namespace {

constexpr char hereCertificate[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBkDCCATagAwIBAgIUGjYAh4VHuhHMX3ADq2YPa+gVWoEwCgYIKoZIzj0EAwIw\n"
    "FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMjE3NDgyN1oYDzIxMjYxMDI5\n"
    "MTc0ODI3WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO\n"
    "PQMBBwNCAATG2REaFzhXjuW7JL0p+5J6JQjdNv0sXX87srphSVXbN2AdTNhZfr+3\n"
    "EtqiAJycQpDkiurK+EjN4pOMQpRuO/sWo2QwYjAdBgNVHQ4EFgQUNPylDA0Pj/H/\n"
    "/HDeisY9aejCh9UwHwYDVR0jBBgwFoAUNPylDA0Pj/H//HDeisY9aejCh9UwDwYD\n"
    "VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0gAMEUC\n"
    "IQDs0VuZxe+lb5DG5w53JhUJAEa9eWYA95hhhAlmO5+DrAIgSGwu8KF+/jkLdrom\n"
    "3uip1NlvSHe32gJA38F2QyjsEDs=\n"
    "-----END CERTIFICATE-----\n";
constexpr char hereKey[] = "-----BEGIN PRIVATE KEY-----\n"
                           "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgw6/Q3Km3KRdctjL5\n"
                           "yab8Fd/PbiIRDS9NNtcsQSumbAyhRANCAATG2REaFzhXjuW7JL0p+5J6JQjdNv0s\n"
                           "XX87srphSVXbN2AdTNhZfr+3EtqiAJycQpDkiurK+EjN4pOMQpRuO/sW\n"
                           "-----END PRIVATE KEY-----\n";

constexpr char otherCertificate[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBjzCCATagAwIBAgIUYmtHkygufYpVs6FNXP8GAN0V4SUwCgYIKoZIzj0EAwIw\n"
    "FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMjE3NDgyN1oYDzIxMjYxMDI5\n"
    "MTc0ODI3WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO\n"
    "PQMBBwNCAASgz5t5eVXCQwwrJAmpicds0rVpkyKe58VynC3HlhrYgdA/bcwGwWTj\n"
    "caDIHr4CbcrFW3KgxMLerdrJbalr3ZS/o2QwYjAdBgNVHQ4EFgQUZrB+S4BVGXFC\n"
    "gEGbXv2NKFqWVUswHwYDVR0jBBgwFoAUZrB+S4BVGXFCgEGbXv2NKFqWVUswDwYD\n"
    "VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0cAMEQC\n"
    "IBZqugHXftJaEAn+jyvbwR7nNCCi5dvblJMEmnFM8GZhAiBuskxp3BhJpBnxBk9e\n"
    "GP7QbEOxF84Bu9rfFwt4PLFEvQ==\n"
    "-----END CERTIFICATE-----\n";
constexpr char otherKey[] = "-----BEGIN PRIVATE KEY-----\n"
                            "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgSlBjAgJgqhu9SPp2\n"
                            "753MGfFq2StMbAEHB8aqBlJPU5KhRANCAASgz5t5eVXCQwwrJAmpicds0rVpkyKe\n"
                            "58VynC3HlhrYgdA/bcwGwWTjcaDIHr4CbcrFW3KgxMLerdrJbalr3ZS/\n"
                            "-----END PRIVATE KEY-----\n";

constexpr char elsewhereCertificate[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBrjCCAVOgAwIBAgIUWnWrBd0E4bzhF6yDJzpiPRP17tQwCgYIKoZIzj0EAwIw\n"
    "HDEaMBgGA1UEAwwRZWxzZXdoZXJlLmV4YW1wbGUwIBcNMjYxMTIyMTc0ODI3WhgP\n"
    "MjEyNjEwMjkxNzQ4MjdaMBwxGjAYBgNVBAMMEWVsc2V3aGVyZS5leGFtcGxlMFkw\n"
    "EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEXUjFjjKhrpCZ9yXIgUCIvaGf+qFdydZt\n"
    "sgk9IzoW4884TOTmV/jGNkWVjpVej1ShOO5DmUVjYfGHAVMAVKl9zqNxMG8wHQYD\n"
    "VR0OBBYEFGPmke1TR/BpQOU4sTHDTwBxmXu9MB8GA1UdIwQYMBaAFGPmke1TR/Bp\n"
    "QOU4sTHDTwBxmXu9MA8GA1UdEwEB/wQFMAMBAf8wHAYDVR0RBBUwE4IRZWxzZXdo\n"
    "ZXJlLmV4YW1wbGUwCgYIKoZIzj0EAwIDSQAwRgIhANY+C8eqqESvRM1YbzjsaQ6T\n"
    "6Cebdn+xSldTNJ2yK2PlAiEAhdD+M5uQrJQkB8t2GPXWAY29+nH9HFmbC1upkMjM\n"
    "U+k=\n"
    "-----END CERTIFICATE-----\n";
constexpr char elsewhereKey[] = "-----BEGIN PRIVATE KEY-----\n"
                                "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgrKeaijhCEVtpue2q\n"
                                "Hr/Wqi79sKv8V2hV7gVYkTlSO6yhRANCAARdSMWOMqGukJn3JciBQIi9oZ/6oV3J\n"
                                "1m2yCT0jOhbjzzhM5OZX+MY2RZWOlV6PVKE47kOZRWNh8YcBUwBUqX3O\n"
                                "-----END PRIVATE KEY-----\n";

constexpr char expiredCertificate[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBSDCB76ADAgECAgEBMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCTEyNy4wLjAu\n"
    "MTAeFw0yMDAxMDEwMDAwMDBaFw0yMTAxMDEwMDAwMDBaMBQxEjAQBgNVBAMMCTEy\n"
    "Ny4wLjAuMTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABLcvQTaPFS+BrDrMSnYp\n"
    "/3yMVC/vdB8LdGmXnxEWPqVAfmxtTwvZHVwYBUyP1tRGZC87Wg2GldAHN0RbqFRz\n"
    "RcejMjAwMA8GA1UdEQQIMAaHBH8AAAEwHQYDVR0OBBYEFF+ivLZMqk+JBaZiJ6GW\n"
    "TXGJYhjCMAoGCCqGSM49BAMCA0gAMEUCIGBonVHPYPAr/KU6o0aj88ntOP3y+NmQ\n"
    "xlU8j3fNa/MGAiEA1ayK2CGLoQfrPi4tPgpqlUAnR09H0MGsJnKz2dh/ASc=\n"
    "-----END CERTIFICATE-----\n";
constexpr char expiredKey[] = "-----BEGIN PRIVATE KEY-----\n"
                              "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgqIGsjxfc1xLzPJoY\n"
                              "P2nJy84suo3WLMkCUPQYThcRcwOhRANCAAS3L0E2jxUvgaw6zEp2Kf98jFQv73Qf\n"
                              "C3Rpl58RFj6lQH5sbU8L2R1cGAVMj9bURmQvO1oNhpXQBzdEW6hUc0XH\n"
                              "-----END PRIVATE KEY-----\n";

constexpr char authorityCertificate[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBojCCAUmgAwIBAgIUPeytpNcA2Phsjsk7/T4teLEhmSUwCgYIKoZIzj0EAwIw\n"
    "HjEcMBoGA1UEAwwTTWFydSB0ZXN0IGF1dGhvcml0eTAgFw0yNjExMjIyMDA2NTla\n"
    "GA8yMTI2MTAyOTIwMDY1OVowHjEcMBoGA1UEAwwTTWFydSB0ZXN0IGF1dGhvcml0\n"
    "eTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABAp+zbo4aNi3QHBEbdUHAypLMS3d\n"
    "NTUOTA6RDWq9zYg10E78NrEWGlOWP6pdRCh7135vhZsp5qEQEzE961dW7t6jYzBh\n"
    "MB0GA1UdDgQWBBTp1oKNEVRPWx3SU/9tAzuZ53PotjAfBgNVHSMEGDAWgBTp1oKN\n"
    "EVRPWx3SU/9tAzuZ53PotjAPBgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB/wQEAwIC\n"
    "BDAKBggqhkjOPQQDAgNHADBEAiBm8OCv07m8kqDT8ARZUQmpmMTBofp2NL6SeqT3\n"
    "6wC0pgIgDYNRRCu5CNrc+Svl0KPFMOlCNLpTuf8lk4RMCDJkDiI=\n"
    "-----END CERTIFICATE-----\n";

constexpr char signedCertificate[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBqTCCAU+gAwIBAgIUI4/lq+P3vTfsr8BZdOGmCI60KsQwCgYIKoZIzj0EAwIw\n"
    "HjEcMBoGA1UEAwwTTWFydSB0ZXN0IGF1dGhvcml0eTAgFw0yNjExMjIyMDA2NTla\n"
    "GA8yMTI2MTAyOTIwMDY1OVowFDESMBAGA1UEAwwJMTI3LjAuMC4xMFkwEwYHKoZI\n"
    "zj0CAQYIKoZIzj0DAQcDQgAE6MI6xP1Srhg2nL6/VFt0nKUaEVv6zEmAHh0wRJP4\n"
    "Cdut4QRYz3TrkQodBPc01QnOELBowrd8KUrs2gK1hM9xYKNzMHEwDwYDVR0RBAgw\n"
    "BocEfwAAATAJBgNVHRMEAjAAMBMGA1UdJQQMMAoGCCsGAQUFBwMBMB0GA1UdDgQW\n"
    "BBSZys+gzkTZHu3PvJ2nc8fH0Q+mTzAfBgNVHSMEGDAWgBTp1oKNEVRPWx3SU/9t\n"
    "AzuZ53PotjAKBggqhkjOPQQDAgNIADBFAiAdbtxfg/BwDCJfN+GAb97JOXU9uAaR\n"
    "Tsi6Skjo70cc/QIhAKjAYBF24dWyOM4eUGFVcGdw7pnktUzSu38Xyt4SFBHf\n"
    "-----END CERTIFICATE-----\n";
constexpr char signedKey[] = "-----BEGIN PRIVATE KEY-----\n"
                             "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgzoKTxN0/gdtzYCKq\n"
                             "KtInFW0NEi6LjXzP2BzRYcZYxAWhRANCAATowjrE/VKuGDacvr9UW3ScpRoRW/rM\n"
                             "SYAeHTBEk/gJ263hBFjPdOuRCh0E9zTVCc4QsGjCt3wpSuzaArWEz3Fg\n"
                             "-----END PRIVATE KEY-----\n";

Identity identity(const char *certificate, const char *key)
{
    return {QSslCertificate(certificate), QSslKey(key, QSsl::Ec)};
}

} // namespace

QSslConfiguration Identity::configuration() const
{
    QSslConfiguration made = QSslConfiguration::defaultConfiguration();
    made.setLocalCertificate(certificate);
    made.setPrivateKey(key);
    return made;
}

Identity here()
{
    return identity(hereCertificate, hereKey);
}

Identity otherHere()
{
    return identity(otherCertificate, otherKey);
}

Identity elsewhere()
{
    return identity(elsewhereCertificate, elsewhereKey);
}

Identity expired()
{
    return identity(expiredCertificate, expiredKey);
}

QSslCertificate authority()
{
    return QSslCertificate(authorityCertificate);
}

Identity signedHere()
{
    return identity(signedCertificate, signedKey);
}

} // namespace test
