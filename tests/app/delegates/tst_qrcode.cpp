#include "app/delegates/qrcode.h"

#include <QTest>

using namespace app;

class QrCodeTest : public QObject {
    Q_OBJECT

private:
    static constexpr int margin = 4;

    static bool isDark(const QImage &image, int x, int y)
    {
        return image.pixelColor(x + margin, y + margin) == QColor(Qt::black);
    }
    // The mark that stands in three of the corners: a ring of seven around a square of three.
    static bool hasFinder(const QImage &image, int left, int top)
    {
        for (int y = 0; y < 7; ++y) {
            for (int x = 0; x < 7; ++x) {
                const int ring = qMax(qAbs(x - 3), qAbs(y - 3));
                if (isDark(image, left + x, top + y) != (ring != 2)) {
                    return false;
                }
            }
        }
        return true;
    }

private Q_SLOTS:
    void itIsACodeWithWhiteAroundIt()
    {
        const QImage image = qrCode("maru://192.168.1.20:7666/");
        const int squares = image.width() - 2 * margin;
        QCOMPARE(image.height(), image.width());
        QCOMPARE((squares - 17) % 4, 0);
        QVERIFY(hasFinder(image, 0, 0));
        QVERIFY(hasFinder(image, squares - 7, 0));
        QVERIFY(hasFinder(image, 0, squares - 7));
        for (int i = 0; i < image.width(); ++i) {
            QCOMPARE(image.pixelColor(i, margin - 1), QColor(Qt::white));
            QCOMPARE(image.pixelColor(margin - 1, i), QColor(Qt::white));
        }
    }

    void anotherTextIsAnotherCode()
    {
        QVERIFY(qrCode("maru://192.168.1.20:7666/") != qrCode("maru://192.168.1.21:7666/"));
        QVERIFY(qrCode(QByteArray(400, 'a')).width() > qrCode("a").width());
        QVERIFY(!qrCode(QByteArray("비밀")).isNull());
    }

    void whatDoesNotFitIsNone()
    {
        QVERIFY(qrCode({}).isNull());
        QVERIFY(qrCode(QByteArray(5000, 'a')).isNull());
        QVERIFY(qrCode(QByteArray("a\0b", 3)).isNull());
    }
};

QTEST_GUILESS_MAIN(QrCodeTest)
#include "tst_qrcode.moc"
