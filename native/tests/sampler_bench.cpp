// Microseconds of choosing one token from a row, for the chains that people use. Not a test: run it by hand from a
// build without sanitizers (-DINGLENOOK_NATIVE_SANITIZE=OFF). Argument: vocabulary size, 152064 when absent.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

#include "sampler.h"

using namespace inglenook;

namespace {

// A row like a language model's: most logits around zero, some tens far above them.
std::vector<float> make_row(std::int32_t n_vocab, std::mt19937 & random) {
    std::normal_distribution<float> body(0.0f, 2.5f);
    std::vector<float> row(static_cast<std::size_t>(n_vocab));
    for (float & x : row) x = body(random);
    for (int rank = 0; rank < 60; ++rank) {
        row[random() % row.size()] = 19.0f - 2.0f * std::log(1.0f + static_cast<float>(rank)) + 0.5f * body(random);
    }
    return row;
}

double median_us(Sampler & sampler, std::vector<std::vector<float>> & rows, const std::vector<Token> & history) {
    std::vector<double> times;
    Token sink = 0;
    for (std::int32_t round = 0; round < 400; ++round) {
        auto & row = rows[static_cast<std::size_t>(round) % rows.size()];
        const auto start = std::chrono::steady_clock::now();
        sink ^= sampler.choose(row, history, 1000 + round);
        times.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count());
    }
    if (sink == -12345) std::puts("");  // the result is used
    std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
    return times[times.size() / 2];
}

}  // namespace

int main(int n_arguments, char ** arguments) {
    const std::int32_t n_vocab = n_arguments > 1 ? std::atoi(arguments[1]) : 152064;
    std::mt19937 random(1);
    std::vector<std::vector<float>> rows;
    for (int i = 0; i < 8; ++i) rows.push_back(make_row(n_vocab, random));
    std::vector<Token> history;
    for (int i = 0; i < 4000; ++i) history.push_back(static_cast<Token>(random() % static_cast<unsigned>(n_vocab)));

    const auto chain = [](auto change) {
        SamplerConfig config;
        change(config);
        return config;
    };
    const auto off = [](SamplerConfig & c) {
        c.top_k = 0;
        c.top_p = 1.0;
        c.min_p = 0.0;
    };
    const std::pair<const char *, SamplerConfig> chains[] = {
        {"greedy", chain([](SamplerConfig & c) { c.temperature = 0.0; })},
        {"default: top_k 40, top_p .95, min_p .05, temp .7", SamplerConfig{}},
        {"default with penalties over 64", chain([](SamplerConfig & c) { c.repetition_penalty = 1.1; })},
        {"default with penalties over all of 4000", chain([](SamplerConfig & c) {
             c.repetition_penalty = 1.1;
             c.penalty_last_n = -1;
         })},
        {"temperature .7 alone", chain([&](SamplerConfig & c) { off(c); })},
        {"temperature 1.5 alone", chain([&](SamplerConfig & c) {
             off(c);
             c.temperature = 1.5;
         })},
        {"min_p .05 alone", chain([&](SamplerConfig & c) {
             off(c);
             c.min_p = 0.05;
         })},
        {"top_p .95 alone", chain([&](SamplerConfig & c) {
             off(c);
             c.top_p = 0.95;
         })},
        {"top_k 1000 alone", chain([&](SamplerConfig & c) {
             off(c);
             c.top_k = 1000;
         })},
        {"typical .9 after top_k 40", chain([](SamplerConfig & c) { c.typical_p = 0.9; })},
        {"typical .9 alone", chain([&](SamplerConfig & c) {
             off(c);
             c.typical_p = 0.9;
         })},
    };
    std::printf("microseconds a row, vocabulary %d, median of 400\n%-52s", n_vocab, "");
    for (const Kernels * variant : runnable_kernels()) std::printf("%18s", variant->name);
    std::puts("");
    for (const auto & [name, config] : chains) {
        std::printf("%-52s", name);
        for (const Kernels * variant : runnable_kernels()) {
            Sampler sampler(config, n_vocab, *variant);
            std::printf("%18.1f", median_us(sampler, rows, history));
        }
        std::puts("");
    }
}
