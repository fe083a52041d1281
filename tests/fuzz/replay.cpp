// Runs a fuzz target over the files of a folder, all their beginnings and some thousand changes of
// them, the same in each run and without clang.

#include <QByteArray>
#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {

constexpr int mutations = 4000;
constexpr qsizetype longest = 4096;

void run(const QByteArray &bytes)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(bytes.constData()),
        static_cast<std::size_t>(bytes.size()));
}

std::vector<QByteArray> readSeeds(int count, char *folders[])
{
    std::vector<QByteArray> seeds;
    for (int index = 0; index < count; ++index) {
        QDirIterator folder(QFile::decodeName(folders[index]), QDir::Files);
        while (folder.hasNext()) {
            QFile file(folder.next());
            if (file.open(QIODevice::ReadOnly))
                seeds.push_back(file.readAll());
        }
    }
    std::sort(seeds.begin(), seeds.end()); // folders are read in no order
    return seeds;
}

class Mutator {
public:
    explicit Mutator(const std::vector<QByteArray> &seeds)
        : m_seeds(seeds)
    {
    }

    QByteArray next()
    {
        QByteArray bytes = anySeed();
        for (qsizetype change = below(4); change >= 0 && !bytes.isEmpty(); --change)
            mutate(bytes);
        return bytes.left(longest);
    }

private:
    qsizetype below(qsizetype end)
    {
        return static_cast<qsizetype>(m_random() % static_cast<std::uint32_t>(end));
    }
    const QByteArray &anySeed() { return m_seeds[std::size_t(below(qsizetype(m_seeds.size())))]; }

    void mutate(QByteArray &bytes)
    {
        static const QByteArray special("\0\n\r:\\/{}[]\"*\xff\xc3\x80", 15);
        const qsizetype at = below(bytes.size());
        const qsizetype length = std::min(1 + below(16), bytes.size() - at);
        switch (below(6)) {
        case 0:
            bytes[at] = static_cast<char>(below(256));
            break;
        case 1:
            bytes.insert(at, special.at(below(special.size())));
            break;
        case 2:
            bytes.remove(at, length);
            break;
        case 3:
            bytes.insert(at, bytes.mid(at, length).repeated(1 + below(8)));
            break;
        case 4:
            bytes[at] = static_cast<char>(bytes.at(at) ^ (1 << below(8)));
            break;
        default: {
            const QByteArray &other = anySeed();
            bytes = bytes.first(at) + other.mid(below(other.size() + 1));
        }
        }
    }

    const std::vector<QByteArray> &m_seeds;
    std::minstd_rand m_random{1};
};

} // namespace

int main(int argc, char *argv[])
{
    const std::vector<QByteArray> seeds = readSeeds(argc - 1, argv + 1);
    if (seeds.empty())
        return 1;
    for (const QByteArray &seed : seeds) {
        for (qsizetype size = 0; size <= seed.size(); ++size)
            run(seed.first(size));
    }
    Mutator mutator(seeds);
    for (int number = 0; number < mutations; ++number)
        run(mutator.next());
    std::printf("%zu seeds, %d changes of them\n", seeds.size(), mutations);
    return 0;
}
