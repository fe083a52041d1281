#include "app/delegates/avatar.h"
#include "app/delegates/icons.h"

#include <QDir>
#include <QTest>

#include <set>

using namespace app;

class AvatarTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initialsOfNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("expected");
        QTest::newRow("one") << QStringLiteral("ann") << QStringLiteral("A");
        QTest::newRow("two") << QStringLiteral("Ann Baker") << QStringLiteral("AB");
        QTest::newRow("suffix") << QStringLiteral("Ann 2") << QStringLiteral("A");
        QTest::newRow("korean") << QStringLiteral("김안나") << QStringLiteral("김");
        QTest::newRow("emoji") << QStringLiteral("👩‍💻 dev")
                               << QStringLiteral("👩‍💻");
        QTest::newRow("nothing") << QString() << QStringLiteral("?");
        QTest::newRow("blank") << QStringLiteral("  ") << QStringLiteral("?");
    }

    void initialsOfNames()
    {
        QFETCH(QString, name);
        QFETCH(QString, expected);
        QCOMPARE(initials(name), expected);
    }

    void coloursOfPeopleAreReadable_data()
    {
        QTest::addColumn<QColor>("background");
        QTest::newRow("light") << QColor(0xfcfaf6);
        QTest::newRow("dark") << QColor(0x24201b);
    }

    void coloursOfPeopleAreReadable()
    {
        QFETCH(QColor, background);
        std::set<QRgb> colors;
        for (int i = 0; i < 1000; ++i) {
            const QColor color = identityColor(QByteArray::number(i), background);
            QVERIFY2(contrast(color, background) >= 4.5, qPrintable(color.name()));
            colors.insert(color.rgb());
        }
        QVERIFY(colors.size() >= 20);
        QCOMPARE(identityColor("same", background), identityColor("same", background));
    }

    void everyIconCanBeDrawn()
    {
        const QStringList names = QDir(QStringLiteral(":/icons")).entryList();
        QVERIFY(names.size() > 20);
        for (const QString &file : names) {
            const QImage image = iconPixmap(file.chopped(4), QColor(10, 20, 30), 24, 1.0).toImage();
            bool isDrawn = false;
            for (int y = 0; y < image.height() && !isDrawn; ++y) {
                for (int x = 0; x < image.width() && !isDrawn; ++x) {
                    isDrawn = qAlpha(image.pixel(x, y)) > 200;
                }
            }
            QVERIFY2(isDrawn, qPrintable(file));
        }
        QVERIFY(!applicationIcon().pixmap(64, 64).isNull());
    }
};

QTEST_MAIN(AvatarTest)
#include "tst_avatar.moc"
