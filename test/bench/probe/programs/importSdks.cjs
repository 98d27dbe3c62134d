require('@anthropic-ai/sdk');
require('@google/genai');
require('@mistralai/mistralai');
require('cohere-ai');
require('groq-sdk');
require('openai');
